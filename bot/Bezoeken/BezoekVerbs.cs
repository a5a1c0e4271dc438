namespace Isop.Bot.Bezoeken;

/// <summary>What the buttons of the visits' cards send.</summary>
internal static class BezoekVerbs
{
    public const string Jaar = "bezoeken.jaar.toon";
    public const string Dagdelen = "bezoeken.dagdelen";
    public const string DagdelenStuur = "bezoeken.dagdelen.stuur";
    public const string SpreekAf = "bezoeken.spreekaf";
    public const string NeemTegenvoorstel = "bezoeken.tegenvoorstel.neem";
    public const string Kies = "bezoeken.kies";
    public const string KiesStuur = "bezoeken.kies.stuur";
    public const string Aanvaard = "bezoeken.aanvaard";
    public const string Anders = "bezoeken.anders";
    public const string AndersStuur = "bezoeken.anders.stuur";
    public const string Ambulant = "bezoeken.ambulant";
    public const string AmbulantStuur = "bezoeken.ambulant.stuur";
    public const string KanNiet = "bezoeken.kanniet";
    public const string KanNietStuur = "bezoeken.kanniet.stuur";
    public const string Agenda = "bezoeken.agenda";
    public const string Verslag = "bezoeken.verslag";
    public const string VerslagStuur = "bezoeken.verslag.stuur";
    public const string ExtraGelezen = "bezoeken.extra.gelezen";
    public const string Waarnemen = "bezoeken.waarnemen";
}
