namespace Isop.Bot.Intervisie;

/// <summary>What the buttons of the cards of intervisie send.</summary>
internal static class IntervisieVerbs
{
    public const string Reeks = "intervisie.reeks.toon";
    public const string Plan = "intervisie.plan";
    public const string PlanBekijk = "intervisie.plan.bekijk";
    public const string PlanStuur = "intervisie.plan.stuur";
    public const string LaatVallen = "intervisie.plan.laat";
    public const string Kies = "intervisie.kies";
    public const string Extra = "intervisie.extra";
    public const string ExtraStuur = "intervisie.extra.stuur";
    public const string PasAan = "intervisie.pasaan";
    public const string PasAanStuur = "intervisie.pasaan.stuur";
    public const string Verzet = "intervisie.verzet";
    public const string VerzetStuur = "intervisie.verzet.stuur";
    public const string SlaOver = "intervisie.slaover";
    public const string SlaOverStuur = "intervisie.slaover.stuur";
    public const string Thema = "intervisie.thema.stuur";
    public const string GeefDoor = "intervisie.geefdoor";
    public const string MeldAf = "intervisie.meldaf";
    public const string MeldAan = "intervisie.meldaan";
    public const string Geweest = "intervisie.geweest";
    public const string GeweestStuur = "intervisie.geweest.stuur";
    public const string Agenda = "intervisie.agenda";
}
