using System.Globalization;
using Isop.Bot.Web;
using Isop.Bot.Web.Inbox;
using Isop.Bot.Web.Links;
using Isop.Bot.Web.Sessions;
using Isop.Core.Register;
using Isop.Core.Time;

namespace Isop.Bot.Development;

/// <summary>The start page of Development: the clock, and every person's inbox behind one button.</summary>
internal static class StartEndpoints
{
    private const int FurthestDays = 400;

    public static void MapStart(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/", () => new SeeOther("/dev/start"));
        var dev = endpoints.MapDevelopment().AddEndpointFilter<FormGuard>();
        dev.MapGet("/start", Show);
        dev.MapPost("/start/vooruit", MoveOn);
        dev.MapPost("/start/als", BecomePerson);
    }

    private static async Task<IResult> Show(RegisterStore registers, ReadInbox inbox, Klok klok, string? zoek, CancellationToken ct)
    {
        var register = await registers.CurrentAsync(ct);
        var now = klok.GetUtcNow();
        var groepen = StartGroepen.Of(register, AmsterdamTime.DateOf(now), zoek);
        var open = new Dictionary<PersonId, int>();
        foreach (var person in groepen.SelectMany(g => g.Personen))
        {
            open[person.Id] = (await inbox(person.Id, now, ct)).Sum(i => i.Cases.Count);
        }

        return Pages.Show<StartScreen>(new { Now = now, Groepen = groepen, Open = open, Zoek = zoek ?? "" });
    }

    private static async Task<IResult> MoveOn(HttpContext context, Draaiboek draaiboek, Klok klok)
    {
        // Time moves on also when the visitor does not wait for the page.
        var ct = CancellationToken.None;
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (int.TryParse(form["dagen"], NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is >= 0 and <= FurthestDays)
        {
            var now = klok.GetUtcNow();
            var day = AmsterdamTime.DateOf(now).AddDays(days);
            var moment = days == 0 ? now : AmsterdamTime.At(day, new TimeOnly(17, 5));
            await draaiboek.MoveToAsync(klok, moment, ct);
            await draaiboek.PlanAsync(ct);
            await draaiboek.SendAsync(ct);
        }

        return new SeeOther("/dev/start");
    }

    private static async Task<IResult> BecomePerson(
        HttpContext context, RegisterStore registers, Web.Sessions.Sessions sessions, TimeProvider clock, CancellationToken ct)
    {
        var form = await context.Request.ReadFormAsync(ct);
        if (!PersonId.TryParse(form["persoon"], out var id) || (await registers.CurrentAsync(ct)).Find(id) is not { Beeindigd: null })
        {
            return new SeeOther("/dev/start");
        }

        var now = clock.GetUtcNow();
        SessionCookies.Set(context, await sessions.StartAsync(id, "Ontwikkeling", now, ct));
        return new SeeOther(MailedLinks.Inbox);
    }
}

/// <summary>People under the role in which the start page shows them.</summary>
public sealed record StartGroep(string Naam, IReadOnlyList<Persoon> Personen, int Totaal);

internal static class StartGroepen
{
    private const int MostPerGroup = 12;

    private static readonly (string Naam, RolSoort[] Rollen)[] Groups =
    [
        ("Werkplekbegeleiders", [RolSoort.Werkplekbegeleider]),
        ("(School-)opleiders", [RolSoort.Schoolopleider, RolSoort.AspirantOpleider]),
        ("Coördinerend opleiders", [RolSoort.CoordinerendSchoolopleider]),
        ("Studiecoaches", [RolSoort.Studiecoach, RolSoort.Slb, RolSoort.Mwb]),
        ("Onderwijsbureau", [RolSoort.Onderwijsbureau, RolSoort.Stagebureau]),
        ("Leerteambegeleiders", [RolSoort.Leerteambegeleider]),
        ("Directeuren en bestuurders", [RolSoort.Directeur, RolSoort.Bestuurder]),
        ("Projectleiding en kwaliteitszorg", [RolSoort.Projectleider, RolSoort.Regisseur, RolSoort.RegisseurStudiecoaching, RolSoort.Kwaliteitszorg, RolSoort.Examencommissie]),
    ];

    public static IReadOnlyList<StartGroep> Of(RegisterSnapshot register, DateOnly on, string? search)
    {
        bool Found(Persoon? p) => p is { Beeindigd: null }
            && (string.IsNullOrWhiteSpace(search) || p.Naam.Contains(search.Trim(), StringComparison.OrdinalIgnoreCase));

        var students = register.Data.Studenten.Select(s => register.Find(s.Persoon)).Where(Found).Select(p => p!);
        return
        [
            Group("Studenten", students),
            .. Groups.Select(g => Group(g.Naam, g.Rollen.SelectMany(r => register.HoldersOf(r, on)).Select(r => register.Find(r.Persoon)).Where(Found).Select(p => p!))),
        ];
    }

    private static StartGroep Group(string naam, IEnumerable<Persoon> personen)
    {
        var all = personen.DistinctBy(p => p.Id).ToList();
        return new StartGroep(naam, [.. all.Take(MostPerGroup)], all.Count);
    }
}
