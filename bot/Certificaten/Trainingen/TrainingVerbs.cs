namespace Isop.Bot.Certificaten.Trainingen;

/// <summary>What the buttons of the cards of trainings send.</summary>
internal static class TrainingVerbs
{
    public const string Nieuw = "training.nieuw";
    public const string NieuwStuur = "training.nieuw.stuur";
    public const string Deelnemers = "training.deelnemers";
    public const string DeelnemersStuur = "training.deelnemers.stuur";
    public const string Gast = "training.gast";
    public const string GastStuur = "training.gast.stuur";
    public const string GastWeg = "training.gast.weg";
    public const string Inhoud = "training.inhoud";
    public const string InhoudStuur = "training.inhoud.stuur";
    public const string Aanwezig = "training.aanwezig";
    public const string AanwezigStuur = "training.aanwezig.stuur";
    public const string Evaluaties = "training.evaluaties";
    public const string GeefDoor = "training.geefdoor";
    public const string Verzet = "training.verzet";
    public const string VerzetStuur = "training.verzet.stuur";
    public const string ZegAf = "training.zegaf";
    public const string ZegAfStuur = "training.zegaf.stuur";
    public const string Scan = "training.scan.stuur";
    public const string Evaluatie = "training.evaluatie.stuur";
    public const string Agenda = "training.agenda";
}
