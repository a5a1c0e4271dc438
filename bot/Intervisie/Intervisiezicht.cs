using System.Globalization;
using Isop.Bot.Cards;
using Isop.Bot.Chat;
using Isop.Core.Intervisie;
using Isop.Core.Register;
using Isop.Core.Time;

namespace Isop.Bot.Intervisie;

/// <summary>The intervisie of a leerteam as one person looks at it.</summary>
internal sealed record Intervisiezicht(Intervisiereeks Reeks, Intervisieomgeving Om, PersonId Lezer)
{
    public bool IsBegeleider => Reeks.Begeleider == Lezer;

    public bool IsOpleider => Intervisieregels.IsOpleider(Reeks, Lezer, Om);

    public DateOnly Vandaag => Om.Vandaag;

    public string Kop => $"ISOP · intervisie {Reeks.Naam}";

    public (string, string) Stand => ("reeks", Reeks.Id);

    public string Begeleider => Naam(Reeks.Begeleider);

    public string Naam(PersonId person) => Om.Register.Find(person)?.Naam ?? "onbekend";

    public string Roepnaam(PersonId person) => Om.Register.Find(person)?.Roepnaam ?? "onbekend";

    /// <summary>"Basisschool De Linde, Ulft"</summary>
    public string Locaties => Dutch.List([.. Reeks.Organisaties.Select(Waar)]);

    /// <summary>"Basisschool De Linde, Ulft (leerplein)": the one location, and where in it.</summary>
    public string Plek(string? locatie, string plaats) => $"{Waar(locatie ?? Reeks.Organisaties[0])}{(plaats.Length > 0 ? $" ({plaats})" : "")}";

    public IReadOnlyList<Lid> LedenOp(DateOnly day) => Leerteamleden.Op(Om.Register, Reeks.Organisaties, day);

    /// <summary>How many of the students of that day have a stagedag then: "6 van 7 studenten".</summary>
    public string Aanwezigen(DateOnly day)
    {
        var leden = LedenOp(day);
        return $"{leden.Count(l => Leerteamleden.IsStagedag(Om.Register, l, day))} van {Dutch.Count(leden.Count, "student", "studenten")}";
    }

    /// <summary>Whether it can be reported: it has begun.</summary>
    public bool IsBegonnen(Bijeenkomst b) => AmsterdamTime.At(b.Datum, b.Tijd) <= Om.Now;

    /// <summary>Whether somebody belongs at it, or may look along.</summary>
    public bool Hoort(Bijeenkomst b) => IsBegeleider || IsOpleider || b.NietMeer.Contains(Lezer) || Intervisieregels.Genodigden(Reeks, b, Om.Register).Contains(Lezer);

    /// <summary>"di 15 sep, 15.30"</summary>
    public static string Kort(Bijeenkomst b) => $"{Dutch.ShortDay(b.Datum)}, {Dutch.Hour(b.Tijd)}";

    /// <summary>"dinsdag 15 september, 15.30 tot 16.30 uur"</summary>
    public static string Voluit(Bijeenkomst b) => $"{Dutch.Day(b.Datum)}, {Dutch.Hour(b.Tijd)} tot {Dutch.Time(b.Einde)}";

    /// <summary>"15:30", as choices carry it.</summary>
    public static string Sleutel(TimeOnly time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);

    public static TimeOnly? LeesTijd(string? text) =>
        TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;

    /// <summary>Which location, for a koppel.</summary>
    public BladKeuze? Locatiekeuze(string? chosen) => Reeks.Organisaties.Count < 2 ? null : new BladKeuze(
        "locatie", "Bij welke locatie?", chosen ?? Reeks.Organisaties[0], false, "compact", [.. Reeks.Organisaties.Select(o => new Keuze(Waar(o), o))]);

    /// <summary>The place is left out where the name says it.</summary>
    private string Waar(string code) => Om.Register.FindOrganisatie(code) is { } o
        ? o.Naam.Contains(o.Plaats, StringComparison.OrdinalIgnoreCase) ? o.Naam : $"{o.Naam}, {o.Plaats}"
        : code;

    public Vernieuwing Vernieuw(string kind, string? bijeenkomst = null) =>
        Vernieuwing.Of(kind, bijeenkomst is null ? Reeks.Id : Intervisiekaarten.ZaakVan(Reeks.Id, bijeenkomst));
}

internal static class Intervisieweigeringen
{
    public static string Zin(Intervisieweigering reden, Intervisiezicht z) => reden switch
    {
        Intervisieweigering.NietVanJou => $"Dit kan alleen {z.Begeleider} doen, als begeleider van het leerteam.",
        Intervisieweigering.NietUitgenodigd => "Je bent bij deze keer niet uitgenodigd. Typ 'intervisie' om je eigen data te zien.",
        Intervisieweigering.NietGespreksleider => $"Dit kan alleen de gespreksleider van deze keer doen, of {z.Begeleider}.",
        Intervisieweigering.KaartIsOud => "Er is ondertussen iets veranderd. Kijk even of het zo nog klopt.",
        Intervisieweigering.BestaatNiet => Intervisiereeksen.NietMeer,
        Intervisieweigering.GeenDagen => "Met deze keuzes is er geen dag meer in dit studiejaar. Kies een andere dag of een ander ritme.",
        Intervisieweigering.GeenVoorstel => "Kies eerst een dag en een ritme.",
        Intervisieweigering.VoorstelVerouderd => "De kalender is ondertussen veranderd. Kijk of de data zo nog kloppen.",
        Intervisieweigering.DagGaatNiet => "Op die dag is de locatie dicht, of is er een veldcontactdag. Kies een andere dag.",
        Intervisieweigering.Voorbij => "Dat moment is al voorbij. Kies een moment dat nog komt.",
        Intervisieweigering.BuitenJaar => "Die dag ligt buiten dit studiejaar.",
        Intervisieweigering.DubbeleDag => "Op die dag is er al intervisie. Kies een andere dag.",
        Intervisieweigering.TijdGaatNiet => "Kies een begintijd tussen 8.00 en 17.00 uur en een duur van 20 minuten tot 3 uur.",
        Intervisieweigering.NietMeerGepland => "Deze keer staat niet meer open: hij is geweest, overgeslagen of al begonnen.",
        Intervisieweigering.NogNietGeweest => "Deze intervisie is nog niet geweest.",
        Intervisieweigering.GeenLid => "Deze persoon hoort niet (meer) bij het leerteam. Kies iemand anders.",
        Intervisieweigering.NiemandAnders => $"Er is niemand anders die kan leiden. Overleg met {z.Begeleider}.",
        Intervisieweigering.TeLang => $"Deze tekst is te lang. Gebruik ten hoogste {Intervisieregels.LangsteTekst} tekens, en voor de plek {Intervisieregels.LangstePlaats}.",
        Intervisieweigering.TeVeelThemas => $"Dat zijn te veel thema's. Vul er ten hoogste {Intervisiedagen.Meeste} in.",
        Intervisieweigering.Vol => "Er staan al heel veel keren in dit studiejaar. Er kan er geen meer bij.",
        _ => throw new ArgumentOutOfRangeException(nameof(reden)),
    };
}
