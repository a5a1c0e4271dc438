using System.Globalization;
using Isop.Bot.Web;
using Isop.Core.Bezorging;
using Isop.Core.Register;
using Isop.Core.Time;
using Isop.Core.Toegang;

namespace Isop.Bot.Bureau.Voortgang;

/// <summary>Who is how far, by name and state: the list, one case, and the list as a file.</summary>
internal static class VoortgangEndpoints
{
    public const string Path = "/bureau/voortgang";
    private const int PerPage = 50;

    private static readonly string[] Heading =
    [
        "student", "opleiding", "leerjaar", "organisatie", "bestuur", "werkplekbegeleiders", "periode", "deadline", "staat",
        "student ingevuld", "werkplekbegeleider ingevuld",
    ];

    public static void MapVoortgang(this RouteGroupBuilder group)
    {
        group.MapGet("/voortgang", Show).Voor(Recht.Staat);
        group.MapGet("/voortgang/voortgang.csv", Download).Voor(Recht.Beheer);
        group.MapGet("/voortgang/{zaak}", ShowCase).Voor(Recht.Staat);
    }

    private static async Task<IResult> Show(
        HttpContext context, Voortgangslijst lijst, Bezorgladder ladder, RegisterStore registers, TimeProvider clock, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var register = await registers.CurrentAsync(cancellationToken);
        var filter = VoortgangFilter.Read(context.Request.Query);
        var jaar = Voortgangslijst.Gevraagd(register, filter.Jaar, AmsterdamTime.DateOf(now));
        var wie = BureauActor.RechtenOf(context);
        var all = jaar is null ? [] : await lijst.ReadAsync(jaar, wie, now, cancellationToken);
        var (perioden, vanVandaag) = Voortgangslijst.Perioden(all, AmsterdamTime.DateOf(now));
        filter = filter with { Periode = filter.Periode ?? vanVandaag };
        // Counted and taken in two walks: lists of all cases for one page are what the collector would be busy with. A name finds few, and is looked for once.
        var narrowed = filter.Naam is null ? filter.Narrow(all) : [.. filter.Narrow(all)];
        var counts = VoortgangStaten.Tel(narrowed);
        var passing = counts.Where(c => filter.Staat is null || c.Staat == filter.Staat).Sum(c => c.Count);
        var page = Paging.Take(narrowed.Where(filter.Passes), passing, Paging.Asked(context.Request.Query["pagina"]), PerPage);
        return Pages.Show<VoortgangScreen>(new
        {
            Register = register,
            Filter = filter,
            Jaar = jaar,
            Perioden = perioden.Order(BureauText.Names).ToList(),
            Counts = counts,
            // Who may see everything can choose everything.
            Codes = wie.Heeft(Recht.Beheer) ? default : (
                all.Select(r => r.Opleiding).ToHashSet(StringComparer.Ordinal), all.Select(r => r.Bestuur).ToHashSet(StringComparer.Ordinal),
                all.Select(r => r.Organisatie).ToHashSet(StringComparer.Ordinal)),
            Alles = wie.Heeft(Recht.Beheer),
            Page = page,
            Stands = await ladder.ReadAsync(page.Items, wie, cancellationToken),
        });
    }

    private static async Task<IResult> Download(
        HttpContext context, Voortgangslijst lijst, RegisterStore registers, TimeProvider clock, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var register = await registers.CurrentAsync(cancellationToken);
        var filter = VoortgangFilter.Read(context.Request.Query);
        var besturen = register.Data.Besturen.ToDictionary(b => b.Code, b => b.Naam);
        var all = Voortgangslijst.Gevraagd(register, filter.Jaar, AmsterdamTime.DateOf(now)) is { } jaar
            ? await lijst.ReadAsync(jaar, BureauActor.RechtenOf(context), now, cancellationToken) : [];
        return Csv.File("voortgang-tussenevaluaties.csv", Heading, filter.Narrow(all).Where(filter.Passes).Select(r => (IReadOnlyList<string>)
        [
            r.Naam, r.Opleiding, r.Leerjaar.ToString(CultureInfo.InvariantCulture), r.OrganisatieNaam, besturen.GetValueOrDefault(r.Bestuur, r.Bestuur),
            string.Join(", ", r.Werkplekbegeleiders.Select(w => w.Naam)), r.Periode, r.Deadline.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            r.Staat.Word(), YesNo(r.StudentIngevuld), YesNo(r.BegeleiderIngevuld),
        ]));
    }

    private static async Task<IResult> ShowCase(
        string zaak, HttpContext context, Voortgangslijst lijst, BezorgStore bezorgingen, RegisterStore registers, TimeProvider clock,
        CancellationToken cancellationToken)
    {
        var wie = BureauActor.RechtenOf(context);
        if (await lijst.FindAsync(zaak, wie, clock.GetUtcNow(), cancellationToken) is not { } regel)
        {
            return Pages.Error(StatusCodes.Status404NotFound, ErrorText.Of(StatusCodes.Status404NotFound));
        }

        var people = new List<BetrokkeneView>();
        foreach (var (person, rol) in Betrokkenen(regel))
        {
            var box = await bezorgingen.LoadAsync(person, cancellationToken);
            people.Add(BetrokkeneView.Of(person, rol, box, zaak, wie));
        }

        return Pages.Show<ZaakScreen>(new { Regel = regel, Register = await registers.CurrentAsync(cancellationToken), Betrokkenen = people, Beheer = wie.Heeft(Recht.Beheer) });
    }

    private static IEnumerable<(PersonId, string)> Betrokkenen(VoortgangRegel regel)
    {
        IEnumerable<(PersonId, string)> people = [(regel.Student, "student"), .. regel.Werkplekbegeleiders.Select(w => (w.Id, "werkplekbegeleider"))];
        return regel.Opleider is { } opleider ? people.Append((opleider, "(school-)opleider")) : people;
    }

    private static string YesNo(bool value) => value ? "ja" : "nee";
}
