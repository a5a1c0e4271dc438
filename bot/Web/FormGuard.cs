using Microsoft.AspNetCore.Antiforgery;

namespace Isop.Bot.Web;

/// <summary>For groups with pages: a POST must come from our own page and carry its form's antiforgery token.</summary>
public sealed class FormGuard(IAntiforgery antiforgery) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (!SameOrigin.Allows(http.Request))
        {
            return TypedResults.StatusCode(StatusCodes.Status403Forbidden);
        }

        if (HttpMethods.IsPost(http.Request.Method))
        {
            if (!http.Request.HasFormContentType)
            {
                return TypedResults.StatusCode(StatusCodes.Status415UnsupportedMediaType);
            }

            // Read here first: a body that is too large or torn is then refused for what it is, not as a failed token.
            try
            {
                await http.Request.ReadFormAsync(http.RequestAborted);
            }
            catch (InvalidDataException)
            {
                return Pages.Error(StatusCodes.Status400BadRequest, ErrorText.Of(StatusCodes.Status400BadRequest));
            }

            if (!await antiforgery.IsRequestValidAsync(http))
            {
                return Pages.Error(StatusCodes.Status400BadRequest, ErrorText.StaleForm);
            }
        }

        return await next(context);
    }
}
