using Isop.Bot.Teams;
using Isop.Bot.Web;
using Isop.Core.Register;

namespace Isop.Bot.Bureau.Koppelingen;

/// <summary>Which account in Teams is which person: what could not be linked by itself, and taking links away.</summary>
internal static class KoppelingenEndpoints
{
    public const string Path = "/bureau/koppelingen";
    private const int MostFound = 20;
    private const int LongestId = 64;

    public static void MapKoppelingen(this RouteGroupBuilder group)
    {
        group.MapGet("/koppelingen", Show);
        group.MapPost("/koppelingen/goedkeuren", Approve);
        group.MapPost("/koppelingen/afwijzen", Reject);
        group.MapPost("/koppelingen/losmaken", Unlink);
    }

    private static Task<IResult> Show(string? naam, PersonLinks links, RegisterStore registers, CancellationToken cancellationToken) =>
        ShowAsync(links, registers, naam, null, null, null, cancellationToken);

    private static async Task<IResult> Approve(
        HttpContext context, PersonLinks links, RegisterStore registers, TimeProvider clock, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        var (account, typed) = (Account(form), form["persoon"].ToString().Trim());
        if (account is null)
        {
            return Gedaan.At(Path, Gedaan.NietMeerDaar);
        }

        var register = await registers.CurrentAsync(cancellationToken);
        var outcome = register.FindByEmail(typed) is { } person
            ? await links.ApproveAsync(account, person.Id, BureauActor.Of(context), clock.GetUtcNow(), cancellationToken)
            : LinkChange.PersonNotLiving;
        var wrong = outcome switch
        {
            LinkChange.PersonNotLiving => "Dit adres staat niet in het register. Vul het adres in zoals het in het register staat.",
            LinkChange.PersonHasAccount => "Deze persoon heeft al een ander account. Verbreek die koppeling eerst, hieronder.",
            LinkChange.AccountTaken => "Dit account hoort al bij iemand anders. Verbreek die koppeling eerst, hieronder.",
            _ => null,
        };
        return wrong is not null
            ? await ShowAsync(links, registers, null, account, typed, wrong, cancellationToken)
            : Gedaan.At(Path, outcome == LinkChange.NotFound ? Gedaan.NietMeerDaar : Gedaan.Gekoppeld);
    }

    private static async Task<IResult> Reject(HttpContext context, PersonLinks links, TimeProvider clock, CancellationToken cancellationToken) =>
        Account(await context.Request.ReadFormAsync(cancellationToken)) is { } account
        && await links.RejectAsync(account, BureauActor.Of(context), clock.GetUtcNow(), cancellationToken) != LinkChange.NotFound
            ? Gedaan.At(Path, Gedaan.Afgewezen)
            : Gedaan.At(Path, Gedaan.NietMeerDaar);

    private static async Task<IResult> Unlink(HttpContext context, PersonLinks links, TimeProvider clock, CancellationToken cancellationToken) =>
        Account(await context.Request.ReadFormAsync(cancellationToken)) is { } account
        && await links.UnlinkAsync(account, BureauActor.Of(context), clock.GetUtcNow(), cancellationToken) != LinkChange.NotFound
            ? Gedaan.At(Path, Gedaan.Losgemaakt)
            : Gedaan.At(Path, Gedaan.NietMeerDaar);

    private static async Task<IResult> ShowAsync(
        PersonLinks links, RegisterStore registers, string? naam, TeamsAccount? refused, string? typed, string? wrong, CancellationToken cancellationToken)
    {
        var register = await registers.CurrentAsync(cancellationToken);
        var rows = await links.ListToCheckAsync(cancellationToken).ToListAsync(cancellationToken);
        var found = new List<(Persoon Persoon, PersonLink? Link)>();
        foreach (var person in Search(register, naam))
        {
            found.Add((person, await links.FindAsync(person.Id, cancellationToken)));
        }

        return Pages.Show<KoppelingenScreen>(
            new
            {
                Register = register,
                Open = rows.Where(r => !r.IsClosed).OrderBy(r => r.Since).ToList(),
                Dicht = rows.Where(r => r.IsClosed).OrderByDescending(r => r.Since).ToList(),
                Naam = naam?.Trim() ?? "",
                Gevonden = found,
                Geweigerd = refused,
                Getypt = typed,
                Fout = wrong,
            },
            wrong is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }

    private static IEnumerable<Persoon> Search(RegisterSnapshot register, string? naam)
    {
        var text = BureauText.ToSearch(naam?.Trim() ?? "");
        return text.Length < 2 ? [] : Namenlijst.Van(register).Zoek(text).Take(MostFound);
    }

    private static TeamsAccount? Account(IFormCollection form) =>
        form["tenant"].ToString() is var tenant && IsId(tenant) && form["account"].ToString() is var account && IsId(account)
            ? TeamsAccount.Of(tenant, account)
            : null;

    /// <summary>Whether it can be an id of Entra at all: it becomes part of a key.</summary>
    private static bool IsId(string text) => text.Length is > 0 and <= LongestId && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
}
