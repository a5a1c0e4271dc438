using Isop.Core.Certificaten.Bevoegdheden;
using Isop.Core.Certificaten;
using Isop.Core.Register;
using Isop.Core.Storage;

namespace Isop.Tests.Certificaten.Bevoegdheden;

/// <summary>Dossiers and a kalender of two study years, for the rules of who may assess.</summary>
internal static class Proefdossier
{
    public static readonly DateOnly Vandaag = new(2026, 11, 23);
    public static readonly DateTimeOffset Nu = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);
    public static readonly PersonId Wie = PersonId.From(new Guid(1, 0, 0, new byte[8]));

    public static Core.Kalender.Kalender Studiejaren { get; } = new(
        [
            new(KalenderSoort.Studiejaar, "2025-2026", new DateOnly(2025, 9, 1), new DateOnly(2026, 7, 10), null, null, null),
            new(KalenderSoort.Studiejaar, "2026-2027", new DateOnly(2026, 8, 31), new DateOnly(2027, 7, 16), null, null, null),
        ],
        new Dictionary<string, Organisatie>());

    public static Bevoegdheidsregel Regel(Bevoegdheidssoort soort, string datum, string? tot = null, bool ingetrokken = false, string toelichting = "") => new()
    {
        Id = FormId.New(), Soort = soort, Datum = Dag(datum), Tot = tot is null ? null : Dag(tot), Toelichting = toelichting, Door = "bureau", Op = Nu,
        Ingetrokken = ingetrokken ? new Bevoegdheidsintrekking("verkeerde persoon", "bureau", Nu) : null,
    };

    public static Beoordelaarsdossier Dossier(params Bevoegdheidsregel[] regels) => new(regels, []);

    /// <summary>Everything in order on <see cref="Vandaag"/>.</summary>
    public static Bevoegdheidsregel[] Compleet() =>
    [
        Regel(Bevoegdheidssoort.OpleidingVoorOpleiders, "2020-06-12"), Regel(Bevoegdheidssoort.Bke, "2020-06-26", toelichting: "BKE-20-117"),
        Regel(Bevoegdheidssoort.Aanstelling, "2020-09-01"), Regel(Bevoegdheidssoort.Kalibreersessie, "2026-10-07", toelichting: "praktijkbeoordeling pabo jaar 2"),
    ];

    public static Certificaatblad Certificaat(string verstrekt, string? tot = null, string soort = Beoordelaar.Opleiding, bool ingetrokken = false)
    {
        var nummer = Certificaatnummer.Trek();
        var facts = new Certificaat
        {
            Nummer = nummer, Training = "t", Soort = soort, Titel = "Opleiding voor opleiders", Omschrijving = "", Dagen = [], Waar = "Doetinchem", Studiejaar = "2025-2026",
            Uitgever = "ISOP", Ondertekenaar = "ISOP", Functie = "", Verstrekt = Dag(verstrekt), GeldigTot = tot is null ? null : Dag(tot), Sjabloon = 1,
            Adres = new Uri("https://isop.test/c/x"), Statusplek = new Statusplek("2025-2026", 0),
        };
        var stand = new Certificaatstand { Nummer = nummer, Pdf = "", Ingetrokken = ingetrokken ? new Intrekking(Vandaag, "fout", "bureau") : null };
        return new Certificaatblad(facts, stand, null);
    }

    public static DateOnly Dag(string iso) => DateOnly.ParseExact(iso, "yyyy-MM-dd");
}
