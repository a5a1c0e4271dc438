using Isop.Bot.Web;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Isop.Bot.Api;

/// <summary>What the API answers when it does not do what was asked: ProblemDetails with a Dutch sentence for whoever made the flow.</summary>
internal static class ApiProblemen
{
    public static ProblemHttpResult Onleesbaar(string waarom) => ErrorPages.Problem(StatusCodes.Status400BadRequest, new ErrorText("De vraag klopt niet", waarom));

    /// <summary>It is not there, or not for this person: the answer is the same.</summary>
    public static ProblemHttpResult NietGevonden(string wat) =>
        ErrorPages.Problem(StatusCodes.Status404NotFound, new ErrorText($"{wat} is er niet", "Of wel, maar niet voor jou."));

    public static ProblemHttpResult NietVoorJou(string waarom) => ErrorPages.Problem(StatusCodes.Status403Forbidden, new ErrorText("Dit is niet voor jou", waarom));

    /// <summary>It was read and understood, and cannot be done: nothing changed.</summary>
    public static ProblemHttpResult Geweigerd(string waarom) => ErrorPages.Problem(StatusCodes.Status422UnprocessableEntity, new ErrorText("Dat kan niet", waarom));

    /// <summary>If-Match named another state than there is now.</summary>
    public static ProblemHttpResult Veranderd() => ErrorPages.Problem(
        StatusCodes.Status412PreconditionFailed, new ErrorText("Er is ondertussen iets veranderd", "Er is niets gedaan. Haal het opnieuw op en kijk of het zo nog klopt."));
}
