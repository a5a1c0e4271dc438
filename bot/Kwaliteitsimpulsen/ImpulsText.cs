using Isop.Bot.Web.Components;
using Isop.Core.Kwaliteitsimpulsen;

namespace Isop.Bot.Kwaliteitsimpulsen;

/// <summary>The words of kwaliteitsimpulsen, and the codes that forms and addresses carry for them.</summary>
internal static class ImpulsText
{
    private const int KorteTekst = 120;

    public static string Woord(Impulsstaat staat) => staat switch
    {
        Impulsstaat.Loopt => "loopt",
        Impulsstaat.Gelukt => "gelukt",
        Impulsstaat.DeelsGelukt => "deels gelukt",
        Impulsstaat.NietGelukt => "niet gelukt",
        Impulsstaat.Ingetrokken => "ingetrokken",
        _ => throw new ArgumentOutOfRangeException(nameof(staat)),
    };

    public static string Code(Impulsstaat staat) => Woord(staat).Replace(' ', '-');

    public static Impulsstaat? LeesStaat(string? code) => Enum.GetValues<Impulsstaat>().Cast<Impulsstaat?>().FirstOrDefault(s => Code(s!.Value) == code);

    public static Tone Toon(Impulsstaat staat) => staat switch
    {
        Impulsstaat.Gelukt => Tone.Ok,
        Impulsstaat.DeelsGelukt => Tone.Warn,
        Impulsstaat.NietGelukt => Tone.Error,
        _ => Tone.Info,
    };

    public static string Code(Uitvoerder uitvoerder) => uitvoerder.ToString().ToLowerInvariant();

    public static Uitvoerder? LeesUitvoerder(string? code) => Enum.GetValues<Uitvoerder>().Cast<Uitvoerder?>().FirstOrDefault(u => Code(u!.Value) == code);

    public static string Woord(Uitvoerder uitvoerder, Impulsniveau niveau) => (uitvoerder, niveau) switch
    {
        (Uitvoerder.Samen, Impulsniveau.Bestuur) => "bestuurder en programmaleider samen",
        (Uitvoerder.Samen, _) => "directeur en opleider samen",
        _ => Code(uitvoerder),
    };

    /// <summary>A goal as one line of a list.</summary>
    public static string Kort(string tekst)
    {
        var line = Core.Time.Dutch.OneLine(tekst);
        return line.Length <= KorteTekst ? line : $"{line[..(line.LastIndexOf(' ', KorteTekst - 2) is var at and > KorteTekst / 2 ? at : KorteTekst - 1)]}…";
    }

    /// <summary>Which field is wrong, and how to mend it; the field is empty when it is the whole.</summary>
    public static (string Veld, string Zin) Weigering(Impulsweigering reden) => reden switch
    {
        Impulsweigering.DoelOntbreekt => ("doel", "Schrijf op wat jullie beter willen maken."),
        Impulsweigering.DoelTeLang => ("doel", TeLang(Impulsregels.LangsteDoel)),
        Impulsweigering.MaatregelOntbreekt => ("maatregel", "Schrijf op wat jullie gaan doen."),
        Impulsweigering.MaatregelTeLang => ("maatregel", TeLang(Impulsregels.LangsteMaatregel)),
        Impulsweigering.NormOntbreekt => ("norm", "Schrijf op waaraan jullie zien dat het gelukt is."),
        Impulsweigering.NormTeLang => ("norm", TeLang(Impulsregels.LangsteNorm)),
        Impulsweigering.KijkdatumOntbreekt => ("kijkdatum", "Vul één datum in, bijvoorbeeld 12-3-2027."),
        Impulsweigering.KijkdatumNietLater => ("kijkdatum", "Kies een dag na vandaag."),
        Impulsweigering.KijkdatumTeVer => ("kijkdatum", $"Kies een dag binnen {Impulsregels.VersteJaren} jaar. Duurt het langer? Kijk dan halverwege al een keer terug."),
        Impulsweigering.UitvoerderOntbreekt => ("uitvoerder", "Kies wie het uitvoert: een rol die hierbij hoort."),
        Impulsweigering.UitkomstOntbreekt => ("uitkomst", "Kies hoe het ermee staat."),
        Impulsweigering.TerugblikOntbreekt => ("terugblik", "Schrijf in een paar zinnen op hoe het ging."),
        Impulsweigering.TerugblikTeLang => ("terugblik", TeLang(Impulsregels.LangsteTerugblik)),
        Impulsweigering.RedenOntbreekt => ("reden", "Schrijf op waarom jullie dit niet doen."),
        Impulsweigering.RedenTeLang => ("reden", TeLang(Impulsregels.LangsteReden)),
        Impulsweigering.LooptNietMeer => ("", "Deze kwaliteitsimpuls is al afgerond. Hij kan niet meer veranderen."),
        Impulsweigering.TeVaakVerder => ("", $"Jullie keken al {Impulsregels.MeesteTerugblikken} keer terug. Rond deze af, en maak daarna een nieuwe."),
        Impulsweigering.AlAndersGemaakt => ("", "Dit formulier was al verstuurd, met iets anders erin. Wil je er nog een maken? Druk dan nog eens op de knop. Wil je de eerste veranderen? Die staat in de lijst."),
        _ => throw new ArgumentOutOfRangeException(nameof(reden)),
    };

    private static string TeLang(int longest) => $"Maak dit korter: hooguit {longest} tekens.";
}
