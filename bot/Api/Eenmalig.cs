using System.Security.Cryptography;
using System.Text;
using Isop.Core.Register;
using Isop.Core.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Isop.Bot.Api;

/// <summary>
/// An action with an Idempotency-Key is done once: whoever asks again with the same key gets the first answer again, for two days, as long as
/// she may see what it is about. The key is the caller's own, so two people never share one. Without a key an action is as repeatable as its rules make it.
/// </summary>
internal sealed class Eenmalig(IDocumentStore store, TimeProvider clock) : IEndpointFilter
{
    public const string Header = "Idempotency-Key";
    public const int LangsteSleutel = 200;
    internal const string Table = "apisleutels";

    /// <summary>What began longer ago and has no answer was cut off, and may be done again: the rules of the action itself see what came of it.</summary>
    private static readonly TimeSpan Afgebroken = TimeSpan.FromMinutes(2);

    private static readonly string[] Kept = ["ETag", "Location"];

    /// <summary>The caller's key; null when there is none.</summary>
    public static string? SleutelVan(HttpRequest request) => request.Headers[Header] is [{ Length: > 0 } sleutel] ? sleutel : null;

    /// <summary>The id of what a person makes with a key: the same each time, so that what was cut off half-way is not made twice. Lower-case hex.</summary>
    public static string IdVan(PersonId persoon, string sleutel, int bytes) => Web.Secret.Hash($"{persoon}\n{sleutel}")[..(2 * bytes)];

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (http.Request.Headers[Header] is not { Count: > 0 } given)
        {
            return await next(context);
        }

        if (given is not [{ Length: > 0 and <= LangsteSleutel } sleutel])
        {
            return ApiProblemen.Onleesbaar($"{Header} is één sleutel van 1 tot en met {LangsteSleutel} tekens.");
        }

        var (partition, row) = (new Partition(Table, ApiAanroeper.Of(http).Person.Id.ToString()), Web.Secret.Hash(sleutel));
        var vraag = await FingerprintAsync(http);
        var was = await store.ReadAsync(partition, row, BotJson.Default.Eenmaligheid, http.RequestAborted);
        if (was is { Value: var known } && (known.Antwoord is not null || clock.GetUtcNow() - known.Op < Afgebroken || known.Vraag != vraag))
        {
            return await AgainAsync(http, known, vraag);
        }

        var begun = new Eenmaligheid { Vraag = vraag, Op = clock.GetUtcNow() };
        if (await store.CommitAsync(partition, [Documents.Save(row, begun, was, BotJson.Default.Eenmaligheid)], http.RequestAborted) is not CommitResult.Committed mine)
        {
            return Busy(http);
        }

        var done = new Stored<Eenmaligheid>(begun, mine.Versions[0]);
        Write write = new Write.Delete(row, done.Version);
        try
        {
            var antwoord = await AnswerAsync(http, await next(context));
            write = antwoord.Status >= StatusCodes.Status500InternalServerError ? write : Documents.Save(row, begun with { Antwoord = antwoord }, done, BotJson.Default.Eenmaligheid);
            return new Bewaard(antwoord, Herhaald: false);
        }
        finally
        {
            // Not called off with the request: what was done is kept, so that asking again tells it; what failed may be asked again at once.
            await store.CommitAsync(partition, [write], CancellationToken.None);
        }
    }

    private static async ValueTask<IResult> AgainAsync(HttpContext http, Eenmaligheid known, string vraag) =>
        known.Vraag != vraag ? AndereVraag()
        : known.Antwoord is not { } antwoord ? Busy(http)
        : await http.GetEndpoint()!.Metadata.GetRequiredMetadata<Actie>().Weiger(http) ?? new Bewaard(antwoord, Herhaald: true);

    public static ProblemHttpResult AndereVraag() => ApiProblemen.Geweigerd($"Deze {Header} is al gebruikt voor een andere vraag. Neem voor elke actie een nieuwe.");

    private static IResult Busy(HttpContext http)
    {
        http.Response.Headers.RetryAfter = "5";
        return Web.ErrorPages.Problem(
            StatusCodes.Status409Conflict, new Web.ErrorText("We zijn er al mee bezig", $"Dezelfde vraag met deze {Header} loopt nog. Vraag het over een paar tellen opnieuw."));
    }

    /// <summary>Runs what the endpoint answered into memory.</summary>
    private static async Task<BewaardAntwoord> AnswerAsync(HttpContext http, object? result)
    {
        var (wire, held) = (http.Response.Body, new MemoryStream());
        http.Response.Body = held;
        try
        {
            await (result as IResult ?? throw new InvalidOperationException("An action answers a result.")).ExecuteAsync(http);
        }
        finally
        {
            http.Response.Body = wire;
        }

        return new BewaardAntwoord
        {
            Status = http.Response.StatusCode, Soort = http.Response.ContentType, Inhoud = held.ToArray(),
            Koppen = Kept.Where(http.Response.Headers.ContainsKey).ToDictionary(k => k, k => http.Response.Headers[k].ToString()),
        };
    }

    /// <summary>What was asked: method, path and body.</summary>
    private static async Task<string> FingerprintAsync(HttpContext http)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{http.Request.Method} {http.Request.Path}{http.Request.QueryString}\n"));
        http.Request.Body.Position = 0;
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        hash.AppendData(body.ToArray());
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private sealed record Bewaard(BewaardAntwoord Antwoord, bool Herhaald) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var response = httpContext.Response;
            response.StatusCode = Antwoord.Status;
            response.ContentType = Antwoord.Soort;
            foreach (var (name, value) in Antwoord.Koppen)
            {
                response.Headers[name] = value;
            }

            if (Herhaald)
            {
                response.Headers["Idempotent-Replayed"] = "true";
            }

            await response.Body.WriteAsync(Antwoord.Inhoud, httpContext.RequestAborted);
        }
    }
}

/// <summary>That something was asked with a key, and what was answered.</summary>
public sealed record Eenmaligheid
{
    /// <summary>SHA-256 of what was asked, in lower-case hex.</summary>
    public required string Vraag { get; init; }
    public required DateTimeOffset Op { get; init; }

    /// <summary>Null while it is being done.</summary>
    public BewaardAntwoord? Antwoord { get; init; }
}

public sealed record BewaardAntwoord
{
    public required int Status { get; init; }
    public string? Soort { get; init; }
    public required byte[] Inhoud { get; init; }
    public required IReadOnlyDictionary<string, string> Koppen { get; init; }
}
