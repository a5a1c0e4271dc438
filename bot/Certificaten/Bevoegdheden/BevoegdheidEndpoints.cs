using Isop.Bot.Bureau;
using Isop.Bot.Web;
using Isop.Core.Certificaten.Bevoegdheden;
using Isop.Core.Register;
using Isop.Core.Time;
using Isop.Core.Toegang;

namespace Isop.Bot.Certificaten.Bevoegdheden;

/// <summary>The pages on who may assess: the list, one person with what was recorded, and a kalibreersessie of many at once.</summary>
internal static class BevoegdheidEndpoints
{
    public const string Path = "/bureau/bevoegdheid";
    public const string SessiePath = $"{Path}/kalibreersessie";
    private const int PerPage = 50;

    private static readonly string[] Heading =
    [
        "naam", "organisatie", "bestuur", "rol", "mag beoordelen", "toelichting", "opleiding voor opleiders", "bke", "bke tot en met", "aanstelling", "aanstelling tot en met",
        "kalibreersessie",
    ];

    public static string Van(PersonId persoon) => $"{Path}/persoon/{persoon}";

    public static void MapBevoegdheid(this RouteGroupBuilder group)
    {
        group.MapGet("/bevoegdheid", ShowAll).Voor(Recht.Bevoegdheid);
        group.MapGet("/bevoegdheid/beoordelaars.csv", Download).Voor(Recht.Beheer);
        group.MapGet("/bevoegdheid/persoon/{persoon}", ShowOne).Voor(Recht.Bevoegdheid);
        group.MapPost("/bevoegdheid/persoon/{persoon}", Record).Voor(Recht.Bevoegdheid);
        group.MapPost("/bevoegdheid/persoon/{persoon}/intrekken", Withdraw).Voor(Recht.Bevoegdheid);
        group.MapGet("/bevoegdheid/kalibreersessie", ShowSession).Voor(Recht.Bevoegdheid);
        group.MapPost("/bevoegdheid/kalibreersessie", RecordSession).Voor(Recht.Bevoegdheid);
    }

    private static async Task<IResult> ShowAll(HttpContext context, Beoordelaarslijst lijst, RegisterStore registers, TimeProvider clock, CancellationToken ct)
    {
        var filter = Beoordelaarfilter.Read(context.Request.Query);
        var named = filter.Named(await lijst.ReadAsync(await registers.CurrentAsync(ct), AmsterdamTime.DateOf(clock.GetUtcNow()), ct)).ToList();
        return Pages.Show<BeoordelaarsScreen>(new
        {
            Filter = filter,
            Beheer = BureauActor.RechtenOf(context).Heeft(Recht.Beheer),
            Counts = Beoordelaarfilter.Keuzes.Select(k => (k.Code, k.Woord, named.Count(r => Beoordelaarfilter.Passes(k.Code, r)))).ToList(),
            Page = Paging.Take([.. named.Where(r => Beoordelaarfilter.Passes(filter.Toon, r))], Paging.Asked(context.Request.Query["pagina"]), PerPage),
        });
    }

    private static async Task<IResult> Download(HttpContext context, Beoordelaarslijst lijst, RegisterStore registers, TimeProvider clock, CancellationToken ct)
    {
        var filter = Beoordelaarfilter.Read(context.Request.Query);
        var all = await lijst.ReadAsync(await registers.CurrentAsync(ct), AmsterdamTime.DateOf(clock.GetUtcNow()), ct);
        return Csv.File("beoordelaars.csv", Heading, filter.Named(all).Where(r => Beoordelaarfilter.Passes(filter.Toon, r)).Select(r => (IReadOnlyList<string>)
        [
            r.Naam, r.Organisaties, r.Besturen, r.Rollen, r.Oordeel.MagBeoordelen ? "ja" : "nee", string.Join(' ', BevoegdheidText.Zinnen(r.Oordeel)),
            Begin(r, Bevoegdheidssoort.OpleidingVoorOpleiders), Begin(r, Bevoegdheidssoort.Bke), End(r, Bevoegdheidssoort.Bke),
            Begin(r, Bevoegdheidssoort.Aanstelling), End(r, Bevoegdheidssoort.Aanstelling), Begin(r, Bevoegdheidssoort.Kalibreersessie),
        ]));

        static string Begin(Beoordelaarregel r, Bevoegdheidssoort soort) => r.Oordeel.Van(soort).Bewijs is { } b ? Datumtekst.Iso(b.Datum) : "";
        static string End(Beoordelaarregel r, Bevoegdheidssoort soort) => r.Oordeel.Van(soort).Bewijs?.Tot is { } tot ? Datumtekst.Iso(tot) : "";
    }

    private static async Task<IResult> ShowOne(string persoon, string? intrekken, Beoordelaarpagina pagina, CancellationToken ct) =>
        await pagina.FindAsync(persoon, ct) is { } wie ? await pagina.ShowAsync(wie, ct, intrekken: intrekken) : Missing();

    private static async Task<IResult> Record(
        string persoon, HttpContext context, Beoordelaarpagina pagina, BevoegdheidStore store, TimeProvider clock, CancellationToken ct)
    {
        if (await pagina.FindAsync(persoon, ct) is not { } wie)
        {
            return Missing();
        }

        var now = clock.GetUtcNow();
        var (invoer, opdracht) = Bevoegdheidsinvoer.Read(await context.Request.ReadFormAsync(ct)).Lees(BureauActor.Of(context), AmsterdamTime.DateOf(now));
        return opdracht is null ? await pagina.ShowAsync(wie, ct, invoer) : await store.DecideAsync(wie, opdracht, now, ct) switch
        {
            Bevoegdheidsbesluit.Geweigerd no => await pagina.ShowAsync(wie, ct, invoer.Met(no.Reden)),
            Bevoegdheidsbesluit.AlGedaan => Gedaan.At(Van(wie), Gedaan.BevoegdheidStondEr),
            _ => Gedaan.At(Van(wie), Gedaan.BevoegdheidVastgelegd),
        };
    }

    private static async Task<IResult> Withdraw(
        string persoon, HttpContext context, Beoordelaarpagina pagina, BevoegdheidStore store, TimeProvider clock, CancellationToken ct)
    {
        if (await pagina.FindAsync(persoon, ct) is not { } wie)
        {
            return Missing();
        }

        var form = await context.Request.ReadFormAsync(ct);
        var (id, reden) = (form["regel"].ToString(), form["reden"].ToString().Trim());
        return await store.DecideAsync(wie, new Bevoegdheidsopdracht.TrekIn(id, reden, BureauActor.Of(context)), clock.GetUtcNow(), ct) is Bevoegdheidsbesluit.Geweigerd no
            ? await pagina.ShowAsync(wie, ct, intrekken: id, fout: BevoegdheidText.Weigering(no.Reden).Zin, reden: reden)
            : Gedaan.At(Van(wie), Gedaan.BevoegdheidIngetrokken);
    }

    private static async Task<IResult> ShowSession(HttpContext context, Beoordelaarslijst lijst, RegisterStore registers, TimeProvider clock, CancellationToken ct) =>
        SessionPage(
            await lijst.ReadAsync(await registers.CurrentAsync(ct), AmsterdamTime.DateOf(clock.GetUtcNow()), ct), Bevoegdheidsinvoer.Leeg(), [],
            filter: Beoordelaarfilter.Read(context.Request.Query));

    private static async Task<IResult> RecordSession(
        HttpContext context, Beoordelaarslijst lijst, BevoegdheidStore store, RegisterStore registers, TimeProvider clock, CancellationToken ct)
    {
        var (form, now) = (await context.Request.ReadFormAsync(ct), clock.GetUtcNow());
        var today = AmsterdamTime.DateOf(now);
        var regels = await lijst.ReadAsync(await registers.CurrentAsync(ct), today, ct);
        var asked = form["wie"].OfType<string>().ToHashSet(StringComparer.Ordinal);
        var chosen = regels.Where(r => asked.Contains(r.Persoon.ToString())).Select(r => r.Persoon).ToList();
        var (invoer, opdracht) = Bevoegdheidsinvoer.Read(form, Bevoegdheidssoort.Kalibreersessie).Lees(BureauActor.Of(context), today);
        var who = chosen.Count == 0 ? "Kruis aan wie erbij was."
            : chosen.Count < asked.Count ? "Iemand die je aankruiste, is geen beoordelaar of opleider meer. De anderen staan nog aangekruist. Kijk het na en druk nog eens op de knop."
            : null;
        if (opdracht is null || who is not null)
        {
            return SessionPage(regels, invoer, chosen, who);
        }

        var made = await store.DecideAsync(chosen, opdracht, now, ct);
        var refused = made.Where(m => m.Value is Bevoegdheidsbesluit.Geweigerd).Select(m => (m.Key, ((Bevoegdheidsbesluit.Geweigerd)m.Value).Reden)).ToList();
        if (refused is [var (_, first), ..])
        {
            // What is wrong with the form is wrong for everybody; a dossier that is full is of who it is.
            return first is Bevoegdheidsweigering.Vol or Bevoegdheidsweigering.AlAndersVastgelegd
                ? SessionPage(regels, invoer.Met(first), [.. refused.Select(r => r.Key)], Only(regels, refused.Select(r => r.Key).ToHashSet()))
                : SessionPage(regels, invoer.Met(first), chosen);
        }

        return Gedaan.At(Path, Gedaan.Kalibreersessie);
    }

    private static string Only(IReadOnlyList<Beoordelaarregel> regels, HashSet<PersonId> refused) =>
        $"Bij deze mensen is niets vastgelegd: {Dutch.List([.. regels.Where(r => refused.Contains(r.Persoon)).Select(r => r.Naam)])}. Bij de anderen wel.";

    /// <summary>Whom to choose from; of too many nobody but who was chosen, until somebody searches.</summary>
    private static IResult SessionPage(
        IReadOnlyList<Beoordelaarregel> regels, Bevoegdheidsinvoer invoer, IReadOnlyCollection<PersonId> gekozen, string? wie = null, Beoordelaarfilter? filter = null)
    {
        var shown = filter is null ? regels : [.. filter.Named(regels)];
        return Pages.Show<KalibreersessieScreen>(
            new
            {
                Regels = Keuzelijst.IsTeLang(shown.Count) ? [.. shown.Where(r => gekozen.Contains(r.Persoon))] : shown,
                Zoeken = Keuzelijst.IsTeLang(regels.Count) ? filter?.Naam ?? "" : null, Invoer = invoer, Gekozen = gekozen, FoutWie = wie,
            },
            invoer.Fouten.Count == 0 && wie is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }

    private static IResult Missing() => Pages.Error(StatusCodes.Status404NotFound, ErrorText.Of(StatusCodes.Status404NotFound));
}
