namespace Isop.Bot.Tussenevaluaties;

/// <summary>What the buttons of these cards send.</summary>
internal static class Verbs
{
    public const string Blader = "tussenevaluatie.blader";
    public const string DienIn = "tussenevaluatie.indienen";
    public const string Straks = "tussenevaluatie.straks";
    public const string Leervragen = "tussenevaluatie.leervragen";
    public const string KloptNiet = "tussenevaluatie.kloptniet";
    public const string KloptNietStuur = "tussenevaluatie.kloptniet.stuur";
    public const string Momenten = "tussenevaluatie.momenten";
    public const string MomentenStuur = "tussenevaluatie.momenten.stuur";
    public const string Kies = "tussenevaluatie.kies";
    public const string KanNiet = "tussenevaluatie.kanniet";
    public const string KanNietStuur = "tussenevaluatie.kanniet.stuur";
    public const string Vastleggen = "tussenevaluatie.vastleggen";
    public const string VastleggenStuur = "tussenevaluatie.vastleggen.stuur";
    public const string Akkoord = "tussenevaluatie.akkoord";
    public const string Terugblik = "tussenevaluatie.terugblik";
    public const string Vrijgeven = "tussenevaluatie.vrijgeven";
    public const string Aanpassen = "tussenevaluatie.aanpassen";
    public const string AanpassenStuur = "tussenevaluatie.aanpassen.stuur";
    public const string Herinner = "tussenevaluatie.telaat.herinner";
    public const string Uitstel = "tussenevaluatie.telaat.uitstel";
    public const string UitstelStuur = "tussenevaluatie.telaat.uitstel.stuur";
    public const string Besproken = "tussenevaluatie.telaat.besproken";
    public const string BesprokenStuur = "tussenevaluatie.telaat.besproken.stuur";
    public const string Bewaar = "tussenevaluatie.bewaar";
    public const string Mijn = "tussenevaluatie.mijn";
}
