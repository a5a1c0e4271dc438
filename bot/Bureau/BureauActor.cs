namespace Isop.Bot.Bureau;

/// <summary>Who acts on the bureau's pages, as the audit writes it. The one place that sign-in will change.</summary>
internal static class BureauActor
{
    private const string Bureau = "bureau";

    /// <summary>A person's id once people sign in here; until then the bureau as a whole.</summary>
    public static string Of(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return Bureau;
    }
}
