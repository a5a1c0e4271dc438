using System.Text.Json;
using Isop.Bot.Web;
using Isop.Bot.Web.Inbox;
using Isop.Bot.Web.Links;
using Isop.Core.Register;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Isop.Bot.Development;

/// <summary>The calls under /dev, for acceptance checks and for trying things by hand.</summary>
internal static class DevelopmentCalls
{
    private const string Actor = "ontwikkeling";
    private const long LargestRegister = 64 * 1024 * 1024;

    public static void MapDevelopmentCalls(this IEndpointRouteBuilder endpoints)
    {
        var dev = endpoints.MapDevelopment();
        dev.MapGet("/klok", (Klok clock) => TypedResults.Ok(new KlokStand(clock.GetUtcNow())));
        dev.MapPut("/klok", SetClock);
        dev.MapPost("/register", ImportRegister).WithMetadata(new RegisterSize(LargestRegister)).DisableAntiforgery();
        dev.MapPost("/planning", async (Draaiboek draaiboek, CancellationToken ct) => TypedResults.Ok(await draaiboek.PlanAsync(ct))).DisableAntiforgery();
        dev.MapPost("/bezorging", async (Draaiboek draaiboek, CancellationToken ct) => TypedResults.Ok(await draaiboek.SendAsync(ct))).DisableAntiforgery();
        dev.MapGet("/postvak/{email}", ShowInbox);
    }

    private static async Task<Results<Ok<KlokStand>, ProblemHttpResult>> SetClock(HttpContext context, Klok clock, CancellationToken ct)
    {
        KlokStand? stand;
        try
        {
            stand = await context.Request.ReadFromJsonAsync(BotJson.Default.KlokStand, ct);
        }
        catch (JsonException)
        {
            stand = null;
        }

        if (stand is null)
        {
            return TypedResults.Problem("Stuur {\"nu\":\"2026-11-23T09:00:00+01:00\"}.", statusCode: StatusCodes.Status400BadRequest);
        }

        await clock.SetAsync(stand.Nu, ct);
        return TypedResults.Ok(new KlokStand(clock.GetUtcNow()));
    }

    private static async Task<Results<Ok<RegisterAntwoord>, JsonHttpResult<IReadOnlyList<RegisterFout>>, Conflict>> ImportRegister(
        HttpContext context, RegisterStore registers, bool? alleenVoorbeeld, CancellationToken ct)
    {
        using var file = new MemoryStream();
        await context.Request.Body.CopyToAsync(file, ct);
        file.Position = 0;
        switch (await registers.PreviewAsync(file, Actor, ct))
        {
            case PreviewOutcome.Refused refused:
                IReadOnlyList<RegisterFout> faults = [.. refused.Faults.Select(f => new RegisterFout(f.Sheet, f.Row, f.Column, f.Value, f.Reason))];
                return TypedResults.Json(faults, BotJson.Default.IReadOnlyListRegisterFout, statusCode: StatusCodes.Status422UnprocessableEntity);
            case PreviewOutcome.Preview preview:
                var applied = alleenVoorbeeld is not true;
                if (applied && await registers.ApplyAsync(preview.Version, Actor, true, ct) is ApplyOutcome.BaseChanged)
                {
                    return TypedResults.Conflict();
                }

                return TypedResults.Ok(RegisterAntwoord.Of(preview, applied, (await registers.CurrentAsync(ct)).Data));
            default:
                throw new InvalidOperationException("A preview is made or refused.");
        }
    }

    private static async Task<Results<Ok<IReadOnlyList<PostvakRegel>>, NotFound>> ShowInbox(
        string email, RegisterStore registers, ReadInbox inbox, MailedLinks links, TimeProvider clock, CancellationToken ct)
    {
        var register = await registers.CurrentAsync(ct);
        if (register.FindByEmail(email) is not { } person)
        {
            return TypedResults.NotFound();
        }

        var now = clock.GetUtcNow();
        var items = await inbox(person.Id, now, ct);
        var link = items.Count == 0 ? null : await links.CreateAsync(person.Id, MailedLinks.Inbox, now, ct);
        IReadOnlyList<PostvakRegel> lines =
        [
            .. items.Select(i => new PostvakRegel
            {
                Id = i.Id,
                Kind = i.Kind,
                Cases = [.. i.Cases.Select(c => new PostvakZaak(c.Id, c.Kind, c.About is { } about ? register.Find(about)?.Email : null))],
                SentAt = i.SentAt,
                Link = link,
                Card = JsonElement.Parse(i.Card.Json.Span),
            }),
        ];
        return TypedResults.Ok(lines);
    }

    private sealed record RegisterSize(long? MaxRequestBodySize) : Microsoft.AspNetCore.Http.Metadata.IRequestSizeLimitMetadata;
}
