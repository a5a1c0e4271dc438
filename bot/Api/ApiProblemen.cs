using Isop.Bot.Web;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Isop.Bot.Api;

/// <summary>What the API answers when it does not do what was asked: ProblemDetails with a Dutch sentence for whoever made the flow.</summary>
internal static class ApiProblemen
{
    /// <summary>What is told when nothing of ours came to answering: who reads it made a program, and has no page before her.</summary>
    public static ErrorText TextOf(int status) => status switch
    {
        400 or 415 => new("De vraag klopt niet", $"Een waarde heeft niet de goede vorm, of er ontbreekt iets. De beschrijving staat op {ApiModule.Path}/openapi.json."),
        404 => new("Dit adres is er niet", $"Wat er wel is, staat op {ApiModule.Path}/openapi.json."),
        405 => new("Dat kan hier niet", "Dit adres kent deze methode niet."),
        413 => new("Dit is te groot", $"Een vraag is ten hoogste {Acties.GrootsteVraag / 1024} kB, een register ten hoogste 20 MB. Er is niets gedaan."),
        _ => ErrorText.Of(status),
    };

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
