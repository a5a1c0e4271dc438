namespace Isop.Bot.Hosting;

/// <summary>What a call to another service says about trying again, the same for the connector and for Graph.</summary>
internal static class HttpTrouble
{
    /// <summary>How long the other side asks to wait, as a length or as a moment; null when it does not ask.</summary>
    public static TimeSpan? RetryAfter(this HttpResponseMessage response, TimeProvider clock)
    {
        var wait = response.Headers.RetryAfter is { } asked ? asked.Delta ?? (asked.Date - clock.GetUtcNow()) : null;
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    /// <summary>Whether the request surely never arrived, so that a second try cannot be a double.</summary>
    public static bool WasNeverSent(Exception exception) => exception is HttpRequestException
    {
        HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
            or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError,
    };
}
