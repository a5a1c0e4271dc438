using Isop.Core.Toegang;

namespace Isop.Bot.Bureau;

/// <summary>Who acts on these pages, and with what rights at this moment.</summary>
internal sealed record BureauActor(Rechten Rechten)
{
    private const string Bureau = "bureau";

    /// <summary>As the audit writes it: the person's id; in Development, where nobody signs in, the bureau as a whole.</summary>
    public static string Of(HttpContext context) => RechtenOf(context) is { Person: var person } && person != default ? person.ToString() : Bureau;

    public static Rechten RechtenOf(HttpContext context) =>
        context.Features.Get<BureauActor>()?.Rechten ?? throw new InvalidOperationException("The endpoint is not behind the bureau's door.");
}
