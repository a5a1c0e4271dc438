using System.Globalization;
using Isop.Bot.Web.Components;
using Isop.Core.Certificaten.Bevoegdheden;
using Isop.Core.Time;

namespace Isop.Bot.Certificaten.Bevoegdheden;

/// <summary>What makes somebody an assessor, in words.</summary>
internal static class BevoegdheidText
{
    public const string Onbekend = "Deze persoon is geen beoordelaar of opleider meer. Ga terug naar de lijst.";

    private static readonly (Bevoegdheidssoort Soort, string Code, string Woord)[] Woorden =
    [
        (Bevoegdheidssoort.OpleidingVoorOpleiders, "opleiding", "Opleiding voor opleiders"),
        (Bevoegdheidssoort.Bke, "bke", "BKE"),
        (Bevoegdheidssoort.Aanstelling, "aanstelling", "Aanstelling"),
        (Bevoegdheidssoort.Kalibreersessie, "kalibreersessie", "Kalibreersessie"),
    ];

    public static IReadOnlyList<(string Code, string Woord)> Keuzes { get; } = [.. Woorden.Select(w => (w.Code, w.Woord))];

    public static string Woord(Bevoegdheidssoort soort) => Woorden.Single(w => w.Soort == soort).Woord;

    public static string Code(Bevoegdheidssoort soort) => Woorden.Single(w => w.Soort == soort).Code;

    public static Bevoegdheidssoort? Lees(string? code) => Woorden.Where(w => w.Code == code).Select(w => (Bevoegdheidssoort?)w.Soort).FirstOrDefault();

    /// <summary>What a line of the audit was about.</summary>
    public static string Wat(string? detail) => Enum.TryParse<Bevoegdheidssoort>(detail, out var soort) && Enum.IsDefined(soort) ? Woord(soort) : "Bevoegdheid";

    /// <summary>As a fact on a card.</summary>
    public static string Stand(Bevoegdheidsstand stand) => stand switch
    {
        { Staat: Bevoegdheidsstaat.Geldt, Soort: Bevoegdheidssoort.OpleidingVoorOpleiders or Bevoegdheidssoort.Kalibreersessie, Bewijs: { } b } => Dutch.Date(b.Datum),
        { Staat: Bevoegdheidsstaat.Geldt, Bewijs: { Tot: { } tot } } => $"tot en met {Dutch.Date(tot)}",
        { Staat: Bevoegdheidsstaat.Geldt, Bewijs: { } b } => $"vanaf {Dutch.Date(b.Datum)}",
        { Staat: Bevoegdheidsstaat.BegintLater, Bewijs: { } b } => $"pas vanaf {Dutch.Date(b.Datum)}",
        { Staat: Bevoegdheidsstaat.Verlopen, Soort: Bevoegdheidssoort.Kalibreersessie, Bewijs: { } b } => $"te lang geleden: {Dutch.Date(b.Datum)}",
        { Staat: Bevoegdheidsstaat.Verlopen, Bewijs: { } b } => $"verlopen op {Dutch.Date(b.Tot ?? b.Datum)}",
        { Soort: Bevoegdheidssoort.OpleidingVoorOpleiders } => "niet vastgelegd",
        _ => "ontbreekt",
    };

    /// <summary>As a chip in a row of four: "26-6-2020".</summary>
    public static (string Tekst, Tone Tone) Kort(Bevoegdheidsstand stand) => stand switch
    {
        { Staat: Bevoegdheidsstaat.Geldt, Bewijs: { Tot: { } tot } } => ($"t/m {Cijfers(tot)}", Tone.Ok),
        { Staat: Bevoegdheidsstaat.Geldt, Bewijs: { } b } => (Cijfers(b.Datum), Tone.Ok),
        { Staat: Bevoegdheidsstaat.BegintLater, Bewijs: { } b } => ($"vanaf {Cijfers(b.Datum)}", Tone.Warn),
        { Staat: Bevoegdheidsstaat.Verlopen, Soort: Bevoegdheidssoort.Kalibreersessie, Bewijs: { } b } => ($"oud: {Cijfers(b.Datum)}", Tone.Warn),
        { Staat: Bevoegdheidsstaat.Verlopen, Bewijs: { } b } => ($"liep af {Cijfers(b.Tot ?? b.Datum)}", Tone.Error),
        { Soort: Bevoegdheidssoort.OpleidingVoorOpleiders } => ("niet bekend", Tone.Info),
        { Soort: Bevoegdheidssoort.Kalibreersessie } => ("ontbreekt", Tone.Warn),
        _ => ("ontbreekt", Tone.Error),
    };

    public static string Reden(Beoordelaarsreden reden, Beoordelaarsoordeel oordeel) => reden switch
    {
        Beoordelaarsreden.BkeOntbreekt => "Er is geen BKE vastgelegd.",
        Beoordelaarsreden.BkeBegintLater => $"De BKE geldt pas vanaf {Begin(oordeel, Bevoegdheidssoort.Bke)}.",
        Beoordelaarsreden.BkeVerlopen => $"De BKE is verlopen op {Einde(oordeel, Bevoegdheidssoort.Bke)}.",
        Beoordelaarsreden.AanstellingOntbreekt => "Er is geen aanstelling door de examencommissie vastgelegd.",
        Beoordelaarsreden.AanstellingBegintLater => $"De aanstelling gaat in op {Begin(oordeel, Bevoegdheidssoort.Aanstelling)}.",
        Beoordelaarsreden.AanstellingVerlopen => $"De aanstelling liep af op {Einde(oordeel, Bevoegdheidssoort.Aanstelling)}.",
        _ => throw new ArgumentOutOfRangeException(nameof(reden)),
    };

    public static string Waarschuwing(Beoordelaarswaarschuwing waarschuwing, Beoordelaarsoordeel oordeel) => waarschuwing switch
    {
        Beoordelaarswaarschuwing.KalibratieOntbreekt => "Er is nog geen kalibreersessie vastgelegd.",
        Beoordelaarswaarschuwing.KalibratieTeLangGeleden => $"De laatste kalibreersessie was op {Begin(oordeel, Bevoegdheidssoort.Kalibreersessie)}. Dat is te lang geleden.",
        _ => throw new ArgumentOutOfRangeException(nameof(waarschuwing)),
    };

    /// <summary>Why not, and what to look after, each a sentence.</summary>
    public static IReadOnlyList<string> Zinnen(Beoordelaarsoordeel oordeel) =>
        [.. oordeel.Redenen.Select(r => Reden(r, oordeel)), .. oordeel.Waarschuwingen.Select(w => Waarschuwing(w, oordeel))];

    /// <summary>Which field is wrong, and how to mend it; the field is empty when it is the whole.</summary>
    public static (string Veld, string Zin) Weigering(Bevoegdheidsweigering reden) => reden switch
    {
        Bevoegdheidsweigering.DatumInDeToekomst =>
            ("datum", "Die dag moet nog komen. Vul in wanneer het was, met het jaar erbij. Alleen een aanstelling mag later ingaan, binnen een jaar."),
        Bevoegdheidsweigering.HeeftGeenEinde => ("tot", "Alleen een BKE of een aanstelling kan aflopen. Laat dit veld leeg."),
        Bevoegdheidsweigering.EindigtVoorBegin => ("tot", "De laatste dag ligt voor de eerste dag. Kijk beide datums na."),
        Bevoegdheidsweigering.ToelichtingTeLang => ("toelichting", $"Maak de toelichting korter: hooguit {Bevoegdheidsregels.LangsteToelichting} tekens."),
        Bevoegdheidsweigering.RedenOntbreekt => ("reden", "Schrijf op waarom dit niet klopt."),
        Bevoegdheidsweigering.RedenTeLang => ("reden", $"Maak de reden korter: hooguit {Bevoegdheidsregels.LangsteReden} tekens."),
        Bevoegdheidsweigering.AlAndersVastgelegd =>
            ("", "Dit formulier was al verstuurd, met iets anders erin. Kijk bij ‘Wat er is vastgelegd’ wat er staat. Wil je dit ook vastleggen? Druk dan nog eens op de knop."),
        Bevoegdheidsweigering.OnbekendeRegel => ("", "Dit staat hier niet. Kijk in de lijst hieronder."),
        Bevoegdheidsweigering.Vol => ("", $"Er staan al {Bevoegdheidsregels.Meeste} regels. Meer past er niet bij één persoon. Vraag de beheerder om hulp."),
        _ => throw new ArgumentOutOfRangeException(nameof(reden)),
    };

    private static string Cijfers(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{day.Day}-{day.Month}-{day.Year}");

    private static string Begin(Beoordelaarsoordeel oordeel, Bevoegdheidssoort soort) => Dutch.Date(oordeel.Van(soort).Bewijs!.Datum);

    private static string Einde(Beoordelaarsoordeel oordeel, Bevoegdheidssoort soort) => Dutch.Date(oordeel.Van(soort).Bewijs is { } b ? b.Tot ?? b.Datum : default);
}
