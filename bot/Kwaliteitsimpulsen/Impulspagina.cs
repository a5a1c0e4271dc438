using Isop.Bot.Bureau;
using Isop.Bot.Web;
using Isop.Bot.Web.Sessions;
using Isop.Core.Kwaliteitsimpulsen;
using Isop.Core.Register;
using Isop.Core.Time;

namespace Isop.Bot.Kwaliteitsimpulsen;

/// <summary>Who asks, with the register of this moment and what its roles give.</summary>
internal sealed record Impulskijker(PersonId Persoon, RegisterSnapshot Register, Impulskring Kring, DateTimeOffset Now)
{
    public DateOnly Vandaag { get; } = AmsterdamTime.DateOf(Now);
}

/// <summary>Gathers the pages. What somebody may not see is not there.</summary>
internal sealed class Impulspagina(ImpulsStore store, Aanleidingen aanleidingen, RegisterStore registers, TimeProvider clock)
{
    public const string Terugkijken = "terugkijken", Veranderen = "veranderen", Intrekken = "intrekken";
    private const int PerPage = 25;

    public async ValueTask<Impulskijker> KijkerAsync(HttpContext context, CancellationToken ct)
    {
        var (register, now, persoon) = (await registers.CurrentAsync(ct), clock.GetUtcNow(), Visitor.Required(context).Person.Id);
        return new Impulskijker(persoon, register, Impulskring.Van(register, persoon, AmsterdamTime.DateOf(now)), now);
    }

    public async ValueTask<IResult> ListAsync(Impulskijker k, ImpulsFilter filter, int page, CancellationToken ct)
    {
        var found = filter.Gezocht((await store.VanAsync(k.Kring, ct)).Select(i => new Impulsrij(i, i.Plek.Naam(k.Register))));
        // What runs by the day to look back, what is rounded off the latest first.
        var shown = found.Where(r => ImpulsFilter.Passes(filter.Toon, r.Impuls, k.Vandaag))
            .OrderBy(r => r.Impuls.Staat == Impulsstaat.Loopt ? r.Impuls.Plan.Kijkdatum : DateOnly.MaxValue).ThenByDescending(r => r.Impuls.Gewijzigd);
        return Pages.Show<ImpulsenScreen>(new
        {
            Filter = filter,
            Counts = ImpulsFilter.Keuzes.Select(c => (c.Code, c.Woord, found.Count(r => ImpulsFilter.Passes(c.Code, r.Impuls, k.Vandaag)))).ToList(),
            Page = Paging.Take([.. shown], page, PerPage),
            MagMaken = k.Kring.Maakt.Count > 0,
            k.Vandaag,
        });
    }

    /// <param name="k">Who asks; may make one.</param>
    /// <param name="invoer">What was typed.</param>
    /// <param name="aanleiding">As read from the report.</param>
    public static IResult Form(Impulskijker k, Impulsinvoer invoer, Aanleiding? aanleiding) => Pages.Show<NieuwScreen>(
        new
        {
            Invoer = invoer, Aanleiding = aanleiding, k.Vandaag,
            Plekken = k.Kring.Maakt.Select(p => (Plek: p, Naam: p.Naam(k.Register))).ToList(),
        },
        invoer.Fouten.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);

    public ValueTask<Aanleiding?> AanleidingAsync(Impulskijker k, Impulsbron bron, CancellationToken ct) => aanleidingen.LeesAsync(k.Persoon, bron, k.Now, ct);

    public async ValueTask<Kwaliteitsimpuls?> FindAsync(Impulskijker k, string plek, string id, CancellationToken ct) =>
        Impulsplek.TryParse(plek, out var where) && k.Kring.Ziet(where) ? await store.FindAsync(where, id, ct) : null;

    /// <param name="k">Who asks; sees it.</param>
    /// <param name="impuls">Which.</param>
    /// <param name="doe">What is to be done; null for what is most at hand.</param>
    /// <param name="invoer">What was typed, when that was wrong or late.</param>
    /// <param name="verouderd">Somebody else was first.</param>
    /// <param name="ct">Cancels.</param>
    public async ValueTask<IResult> ShowAsync(
        Impulskijker k, Kwaliteitsimpuls impuls, string? doe, CancellationToken ct, Impulsinvoer? invoer = null, bool verouderd = false)
    {
        var mag = k.Kring.Bewerkt(impuls.Plek);
        var kan = new[]
        {
            Impulsregels.KanVerder(impuls.Staat) ? Terugkijken : null, impuls.Staat == Impulsstaat.Loopt ? Veranderen : null, impuls.Staat == Impulsstaat.Loopt ? Intrekken : null,
        }.OfType<string>().ToList();
        return Pages.Show<ImpulsScreen>(
            new
            {
                Impuls = impuls,
                Plaats = impuls.Plek.Naam(k.Register),
                Kan = mag ? kan : [],
                // What was typed comes back also when it can be sent no more.
                Doe = !mag ? null : invoer is not null || (doe is not null && kan.Contains(doe)) ? doe : impuls.IsTerugTeKijken(k.Vandaag) ? Terugkijken : null,
                Invoer = invoer ?? Impulsinvoer.Van(impuls) with { Kijkdatum = doe == Veranderen ? Datumtekst.Iso(impuls.Plan.Kijkdatum) : "" },
                Verouderd = verouderd,
                ZietAanleiding = impuls.Aanleiding is { } a && await aanleidingen.ZietAsync(k.Persoon, a, k.Now, ct),
                k.Vandaag,
            },
            verouderd ? StatusCodes.Status409Conflict : invoer is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }
}
