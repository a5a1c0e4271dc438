using System.Globalization;
using Isop.Bot.Bezorging;
using Isop.Bot.Graph;
using Isop.Bot.Web.Mailing;
using Isop.Core.Bezorging;
using Isop.Core.Storage;
using Microsoft.Extensions.Options;

namespace Isop.Bot.Retourmail;

/// <summary>
/// Looks in the mailbox that mail is sent from for mails that came back, and marks their messages as not arrived, with why. Begins where
/// the last look ended and a little before; a look that is cut off is gone on with by the next. Needs Mail.Read on that mailbox; without it
/// mail goes out as ever and /gezond says that nobody sees what comes back.
/// </summary>
internal sealed partial class Retourlezer(
    GraphClient graph, Retourstanden standen, Retouren retouren, Tellingen tellingen, IOptions<MailOptions> options, ILogger<Retourlezer> logger)
{
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(15);

    /// <summary>Mails may come to stand in the mailbox a little after the moment they carry.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromMinutes(5);

    /// <summary>What came back longer ago says nothing about today.</summary>
    public static readonly TimeSpan FarthestBack = TimeSpan.FromDays(14);

    /// <summary>So often one mail may keep us from the others.</summary>
    private const int MostTimesStuck = 4;

    private const int MailsPerPage = 50;

    public async ValueTask RunAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var was = await standen.ReadAsync(cancellationToken);
        var stand = was?.Value ?? new Retourstand { UpTo = now.AddDays(-1) };
        if (options.Value.Sender is not { Length: > 0 } sender || stand.NotBefore > now)
        {
            return;
        }

        var look = new Blik { Was = was, Stand = stand, Now = now, Mailbox = $"users/{Uri.EscapeDataString(sender)}" };
        var from = stand.UpTo - Overlap > now - FarthestBack ? stand.UpTo - Overlap : now - FarthestBack;
        var since = Uri.EscapeDataString(string.Create(CultureInfo.InvariantCulture, $"receivedDateTime ge {from.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}"));
        var list = $"{look.Mailbox}/mailFolders/inbox/messages?$filter={since}&$orderby=receivedDateTime&$top={MailsPerPage}&{PostvakMail.Asked}";
        var ended = await graph.EachPageAsync(
            null, graph.AddressOf(list), BotJson.Default.GraphPagePostvakMail, page => TakeAsync(page, look, cancellationToken), cancellationToken);
        await EndAsync(look, look.Trouble ?? ended, cancellationToken);
    }

    /// <summary>Deals with a page and keeps how far it got; false when there is no going on.</summary>
    private async ValueTask<bool> TakeAsync(IReadOnlyList<PostvakMail> page, Blik look, CancellationToken cancellationToken)
    {
        foreach (var mail in page)
        {
            var isCandidate = mail.Id is not null && (mail.IsReported || mail.IsOfMailSystem);
            if (isCandidate && look.Stand.Seen.All(s => s.Mark != mail.Mark))
            {
                look.Trouble = await LookAtAsync(mail, look, cancellationToken);
                if (look.Trouble is not null)
                {
                    break;
                }
            }

            look.Stand = look.Stand with { UpTo = mail.Received > look.Stand.UpTo ? mail.Received : look.Stand.UpTo };
        }

        return await KeepAsync(look, cancellationToken) && look.Trouble is null;
    }

    /// <summary>Null when the mail was dealt with, else what keeps us from reading on.</summary>
    private async ValueTask<GraphAnswer?> LookAtAsync(PostvakMail mail, Blik look, CancellationToken cancellationToken)
    {
        var answer = await graph.GetAsync(null, graph.AddressOf($"{look.Mailbox}/messages/{Uri.EscapeDataString(mail.Id!)}/$value"), cancellationToken);
        Retourbericht read;
        switch (answer)
        {
            case GraphAnswer.Success success:
                read = Retourlezing.Read(success.Body.Span, mail.IsReported);
                break;
            case GraphAnswer.Refused { Status: 404 or 410 }:
                // Somebody tidied the mailbox.
                read = new Retourbericht.Geen();
                break;
            case GraphAnswer.Refused { Status: not (401 or 403 or 408 or 429 or >= 500) }:
                read = Unreadable(mail);
                break;
            case GraphAnswer.NoAnswer or GraphAnswer.Refused { Status: 500 } when look.IsStuckAt(mail.Mark) >= MostTimesStuck:
                Log.GivenUp(logger, MostTimesStuck);
                read = Unreadable(mail);
                break;
            default:
                return answer;
        }

        await JudgeAsync(read, mail, look, cancellationToken);
        look.Stand = look.Stand with { Seen = [.. look.Stand.Seen, new Retourspoor(mail.Mark, mail.Received)], Stuck = null };
        return null;
    }

    private static Retourbericht Unreadable(PostvakMail mail) => mail.IsReported ? new Retourbericht.Terug(null, null) : new Retourbericht.Geen();

    private async ValueTask JudgeAsync(Retourbericht read, PostvakMail mail, Blik look, CancellationToken cancellationToken)
    {
        if (read is not Retourbericht.Terug back)
        {
            return;
        }

        var outcome = back.Over is { } over
            ? await retouren.ReturnAsync(over.Person, over.Bericht, Retourreden.Of(back.Code), mail.Received, look.Now, cancellationToken)
            : new RetourOutcome.NoSuchMessage();
        switch (outcome)
        {
            case RetourOutcome.Returned returned:
                Core.Telemetry.Returns.Record(returned.After.TotalHours);
                tellingen.Count(new Uitslag(), BezorgStaat.Failed, returned.Bezorgingen);
                Log.Returned(logger, back.Over!.Bericht, back.Code);
                look.Stand = look.Stand with { Matched = look.Stand.Matched + 1 };
                break;
            case RetourOutcome.NothingToChange:
                look.Stand = look.Stand with { Matched = look.Stand.Matched + 1 };
                break;
            default:
                Log.Unmatched(logger, back.Code);
                look.Stand = look.Stand with { Unmatched = look.Stand.Unmatched + 1, LastUnmatched = mail.Received };
                break;
        }
    }

    private async ValueTask EndAsync(Blik look, GraphAnswer? trouble, CancellationToken cancellationToken)
    {
        if (look.IsOvertaken)
        {
            return;
        }

        var told = trouble is null ? null : Retourhinder.Of(trouble);
        if (told is not null && told != look.Stand.Trouble)
        {
            var refused = trouble as GraphAnswer.Refused;
            Log.CannotRead(logger, refused?.Status, refused?.Code ?? trouble!.GetType().Name);
        }

        look.Stand = trouble is null
            ? look.Stand with { UpTo = look.Now > look.Stand.UpTo ? look.Now : look.Stand.UpTo, LookedAt = look.Now, Trouble = null, NotBefore = null }
            : look.Stand with { Trouble = told, NotBefore = (trouble as GraphAnswer.Refused)?.RetryAfter is { } wait ? look.Now + wait : null };
        await KeepAsync(look, cancellationToken);
    }

    private async ValueTask<bool> KeepAsync(Blik look, CancellationToken cancellationToken)
    {
        look.Stand = look.Stand with { Seen = [.. look.Stand.Seen.Where(s => s.Received >= look.Stand.UpTo - (2 * Overlap))] };
        var kept = await standen.KeepAsync(look.Stand, look.Was, cancellationToken);
        (look.Was, look.IsOvertaken) = (kept ?? look.Was, kept is null);
        return kept is not null;
    }

    /// <summary>One look at the mailbox, and how far it is.</summary>
    private sealed class Blik
    {
        public required string Mailbox { get; init; }
        public required DateTimeOffset Now { get; init; }
        public required Retourstand Stand { get; set; }
        public required Stored<Retourstand>? Was { get; set; }
        public GraphAnswer? Trouble { get; set; }
        public bool IsOvertaken { get; set; }

        /// <summary>Counts this time along.</summary>
        public int IsStuckAt(string mark)
        {
            var times = Stand.Stuck is { } stuck && stuck.Mark == mark ? stuck.Times + 1 : 1;
            Stand = Stand with { Stuck = new Retourhaper(mark, times) };
            return times;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "The mail of message {Message} came back: {Code}.")]
        public static partial void Returned(ILogger logger, string message, string? code);

        [LoggerMessage(Level = LogLevel.Warning, Message = "A mail came back that belongs to no message: {Code}.")]
        public static partial void Unmatched(ILogger logger, string? code);

        [LoggerMessage(Level = LogLevel.Warning, Message = "A mail in the mailbox could not be read {Times} times and is passed over.")]
        public static partial void GivenUp(ILogger logger, int times);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The mailbox cannot be read for mail that came back: {Status} {Code}.")]
        public static partial void CannotRead(ILogger logger, int? status, string code);
    }
}
