using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Mime;
using Isop.Core.Webhooks;

namespace Isop.Bot.Webhooks;

/// <summary>Makes one call to a receiver: signed, ten seconds in all, over a safe connection. What comes of it is an answer, never an exception.</summary>
internal sealed class Webhookzender(VeiligeVerbinding verbinding, TimeProvider clock, HttpMessageHandler? handler = null) : IDisposable
{
    private readonly HttpMessageInvoker _http = new(handler ?? verbinding.Handler());

    public async ValueTask<Webhookantwoord> SendAsync(Uri adres, Handtekening handtekening, string id, byte[] body, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(VeiligeVerbinding.Langst, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ct);
        using var request = Request(adres, handtekening, id, body);
        try
        {
            using var response = await _http.SendAsync(request, either.Token);
            var status = (int)response.StatusCode;
            return status switch
            {
                >= 200 and < 300 => new Webhookantwoord.Aangenomen(),
                410 => new Webhookantwoord.Weg(),
                _ => new Webhookantwoord.Geweigerd(status, Wacht(response.Headers.RetryAfter)),
            };
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new Webhookantwoord.Geen(Webhookhinder.TeTraag);
        }
        catch (HttpRequestException trouble)
        {
            return new Webhookantwoord.Geen(trouble.GetBaseException() is OnveiligAdresException ? Webhookhinder.OnveiligAdres
                : trouble.HttpRequestError == HttpRequestError.SecureConnectionError ? Webhookhinder.GeenVeiligeVerbinding
                : Webhookhinder.Onbereikbaar);
        }
        catch (IOException)
        {
            return new Webhookantwoord.Geen(Webhookhinder.Onbereikbaar);
        }
    }

    public void Dispose() => _http.Dispose();

    private HttpRequestMessage Request(Uri adres, Handtekening handtekening, string id, byte[] body)
    {
        var seconds = clock.GetUtcNow().ToUnixTimeSeconds();
        var request = new HttpRequestMessage(HttpMethod.Post, adres)
        {
            Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue(MediaTypeNames.Application.Json) } },
        };
        request.Headers.TryAddWithoutValidation("User-Agent", "ISOP");
        request.Headers.TryAddWithoutValidation(Handtekening.IdHeader, id);
        request.Headers.TryAddWithoutValidation(Handtekening.TijdHeader, seconds.ToString(CultureInfo.InvariantCulture));
        request.Headers.TryAddWithoutValidation(Handtekening.HandtekeningHeader, handtekening.Van(id, seconds, body));
        return request;
    }

    private TimeSpan? Wacht(RetryConditionHeaderValue? asked)
    {
        var wait = asked?.Delta ?? (asked?.Date is { } until ? until - clock.GetUtcNow() : null);
        return wait is { } some && some > TimeSpan.Zero ? some : null;
    }
}
