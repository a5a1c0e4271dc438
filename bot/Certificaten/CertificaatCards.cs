using Isop.Bot.Cards;
using Isop.Bot.Chat;
using Isop.Core.Certificaten;
using Isop.Core.Certificaten.Trainingen;
using Isop.Core.Register;
using Isop.Core.Time;

namespace Isop.Bot.Certificaten;

/// <summary>Certificates of the person who looks, what is missing, and the thank-you of July. Pure: view in, card out.</summary>
internal static class CertificaatCards
{
    private const string Kop = "ISOP · certificaten";
    private const int Meeste = 12;

    /// <summary>One certificate: that it is there, until when it holds, and how to get at it.</summary>
    public static RenderedCard Certificaat(Certificaatblad blad, DateOnly today, Uri? pagina = null)
    {
        var c = blad.Certificaat;
        return Blad.Render(
            new BladView
            {
                Kop = Kop,
                Titel = blad.Op(today) == Geldigheid.Geldig ? $"Je certificaat: {c.Titel}" : c.Titel,
                Vernieuwing = Vernieuwing.Of(Trainingskaarten.Certificaat, $"{c.Nummer}"),
                Alineas = [Stand(blad, today), .. pagina is null ? ["Op je eigen pagina kun je het downloaden, de link delen of het in een badge-wallet zetten."] : Array.Empty<string>()],
                Feiten =
                [
                    new Feit("Verstrekt", $"{Dutch.Date(c.Verstrekt)}, door {c.Uitgever}"),
                    new Feit(c.Dagen.Count == 1 ? "Gevolgd op" : "Gevolgd", c.Dagen.Count is 0 or > 3 ? $"{Dutch.Count(c.Dagen.Count, "dag", "dagen")} in {c.Studiejaar}" : Dutch.List([.. c.Dagen.Select(Dutch.Date)])),
                    new Feit("Waar", c.Waar),
                ],
                Link = (pagina ?? c.Adres).AbsoluteUri,
                LinkTitel = pagina is null ? "Bekijk wat anderen zien" : "Open mijn certificaten",
                LinkVoorop = pagina is not null,
                Knoppen = pagina is null ? [Knop.Primary("Download of deel", CertificaatVerbs.Pagina, ("nummer", $"{c.Nummer}"))] : [],
                Meer = [Chatknop.Of("Al mijn certificaten", Woorden.Certificaten)],
            },
            $"Je certificaat: {c.Titel}");
    }

    /// <summary>All of a person, and what is still to be got.</summary>
    public static RenderedCard Mijn(PersonId lezer, IReadOnlyList<Certificaatblad> alle, string? nodig, DateOnly today, Uri? pagina = null) => Blad.Render(
        new BladView
        {
            Kop = Kop,
            Titel = alle.Count == 0 ? "Je hebt nog geen certificaat" : "Je certificaten",
            Vernieuwing = Vernieuwing.Of(Trainingskaarten.Mijn, lezer.ToString()),
            Alineas =
            [
                .. alle.Count == 0 ? ["Na een training krijg je het hier, zodra het onderwijsbureau het heeft verstrekt."] : Array.Empty<string>(),
                .. nodig is null ? Array.Empty<string>() : [nodig],
            ],
            Delen = [.. alle.Take(Meeste).Select(b => new BladDeel(b.Certificaat.Titel, [Stand(b, today)])), .. alle.Count > Meeste ? [new BladDeel($"En nog {alle.Count - Meeste}", ["Op je eigen pagina staan ze allemaal."])] : Array.Empty<BladDeel>()],
            Link = pagina?.AbsoluteUri,
            LinkTitel = "Open mijn certificaten",
            LinkVoorop = true,
            Knoppen = pagina is null && alle.Count > 0 ? [Knop.Primary("Download of deel", CertificaatVerbs.Pagina)] : [],
            Meer = [Chatknop.Of("Trainingen", Woorden.Training)],
        },
        "Je certificaten");

    /// <summary>July: what she did, and that it counted.</summary>
    public static RenderedCard Bedankt(Jaaroverzicht jaar, Uri? pagina = null) => Blad.Render(
        new BladView
        {
            Kop = "ISOP · bedankt",
            Titel = $"Bedankt voor {jaar.Studiejaar}",
            Vernieuwing = Vernieuwing.Of(Trainingskaarten.Bedankt, jaar.Studiejaar),
            Alineas =
            [
                $"Je begeleidde dit studiejaar {Dutch.Count(jaar.Studenten, "student", "studenten")} op de werkplek. Zonder jou leren zij het vak niet. Dank je wel.",
                "Dit overzicht kun je in je bekwaamheidsdossier zetten. Er staan geen namen van studenten in.",
            ],
            Feiten = [.. jaar.Begeleid.Select(b => new Feit(b.Opleiding, Dutch.Count(b.Studenten, "student", "studenten"))), .. jaar.Certificaten.Select(c => new Feit(c.Titel, $"certificaat van {Dutch.Date(c.Verstrekt)}"))],
            Link = pagina?.AbsoluteUri,
            LinkTitel = "Open het overzicht",
            LinkVoorop = true,
            Knoppen = pagina is null ? [Knop.Primary("Download het overzicht", CertificaatVerbs.Overzicht, ("jaar", jaar.Studiejaar))] : [],
        },
        $"Bedankt voor {jaar.Studiejaar}");

    /// <summary>No opfriscursus yet this study year.</summary>
    public static RenderedCard Nodig(string studiejaar, bool zonderBasis) => Blad.Render(
        new BladView
        {
            Kop = Kop,
            Titel = zonderBasis ? "Heb je de basistraining al gevolgd?" : "Heb je dit jaar al een opfriscursus gevolgd?",
            Vernieuwing = Vernieuwing.Of(Trainingskaarten.Nodig, studiejaar),
            Alineas =
            [
                zonderBasis ? "Wie voor het eerst een student begeleidt, volgt de basistraining. Bij ons staat die van jou nog niet."
                    : $"Elk studiejaar volg je een opfriscursus. Die van {studiejaar} staat bij ons nog niet.",
                "Vraag je (school-)opleider wanneer de volgende is. Was je er al bij? Dan is het certificaat misschien nog niet verstrekt.",
            ],
            Knoppen = [Chatknop.Of("Mijn certificaten", Woorden.Certificaten), Chatknop.Of("Vraag het onderwijsbureau", Woorden.Vraag)],
        },
        "Een training die nog mist");

    /// <summary>"Geldig tot en met 31 juli 2028."</summary>
    public static string Stand(Certificaatblad blad, DateOnly today) => blad.Op(today) switch
    {
        Geldigheid.Ingetrokken => $"Ingetrokken op {Dutch.Date(blad.Stand.Ingetrokken!.Op)}: {blad.Stand.Ingetrokken.Reden}",
        Geldigheid.Vervangen => $"Vervangen door een nieuw certificaat op {Dutch.Date(blad.Stand.Vervangen!.Op)}.",
        Geldigheid.Verlopen => $"Verlopen: het was geldig tot en met {Dutch.Date(blad.Certificaat.GeldigTot!.Value)}.",
        _ => blad.Certificaat.GeldigTot is { } last ? $"Geldig tot en met {Dutch.Date(last)}." : "Blijft geldig.",
    };
}

/// <summary>What the buttons of these cards send.</summary>
internal static class CertificaatVerbs
{
    public const string Pagina = "certificaat.pagina";
    public const string Overzicht = "certificaat.overzicht";
}
