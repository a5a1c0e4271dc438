namespace Isop.Bot.Web;

/// <summary>303: what was posted is done, look there.</summary>
public sealed class SeeOther(string path) : IResult
{
    public string Path { get; } = path;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        httpContext.Response.Headers.Location = Path;
        return Task.CompletedTask;
    }
}
