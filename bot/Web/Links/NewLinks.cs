using System.Threading.Channels;
using System.Threading.RateLimiting;
using Isop.Bot.Bezorging;
using Isop.Core.Register;

namespace Isop.Bot.Web.Links;

/// <summary>Somebody asks for a new link: with an old link's token, or with an e-mail address.</summary>
public abstract record NewLinkRequest
{
    private NewLinkRequest()
    {
    }

    public sealed record ByToken(string Token) : NewLinkRequest;

    public sealed record ByEmail(string Email) : NewLinkRequest;
}

/// <summary>
/// Mails new links, to the address in the register and nowhere else. The page only hands the request in: who asks sees and
/// times the same answer whether the address is known, over its limit or neither.
/// </summary>
public sealed partial class NewLinks(
    MailedLinks links, CurrentRegister register, MailLane lane, TimeProvider clock, ILogger<NewLinks> logger) : BackgroundService
{
    /// <summary>How many links a person gets in <see cref="Window"/>.</summary>
    public const int PerPerson = 3;

    public static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    private readonly Channel<NewLinkRequest> _requests =
        Channel.CreateBounded<NewLinkRequest>(new BoundedChannelOptions(1000) { SingleReader = true });

    private readonly PartitionedRateLimiter<PersonId> _limits = PartitionedRateLimiter.Create<PersonId, PersonId>(
        person => RateLimitPartition.GetFixedWindowLimiter(
            person, _ => new FixedWindowRateLimiterOptions { PermitLimit = PerPerson, Window = Window }));

    /// <summary>Hands a request in; when too many wait it is dropped, and the person asks again.</summary>
    public void Ask(NewLinkRequest request)
    {
        if (!_requests.Writer.TryWrite(request))
        {
            Log.Dropped(logger);
        }
    }

    /// <summary>Mails a link when the request leads to a living person who is within the limit.</summary>
    public async ValueTask HandleAsync(NewLinkRequest request, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var (person, target) = await ResolveAsync(request, now, cancellationToken);
        if (person is null)
        {
            return;
        }

        using var lease = _limits.AttemptAcquire(person.Id);
        if (!lease.IsAcquired)
        {
            Log.OverLimit(logger, person.Id);
            return;
        }

        var link = await links.CreateAsync(person.Id, target, now, cancellationToken);
        var outcome = await lane.SendAheadAsync(NewLinkMail.Compose(person, link), cancellationToken);
        Log.Mailed(logger, person.Id, outcome.GetType().Name);
    }

    public override void Dispose()
    {
        _limits.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var request in _requests.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await HandleAsync(request, stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // One request's trouble (storage away, register away) must not end the service; the person asks again.
                Log.Failed(logger, exception);
            }
        }
    }

    private async ValueTask<(Persoon? Person, string Target)> ResolveAsync(
        NewLinkRequest request, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var snapshot = await register(cancellationToken);
        if (request is NewLinkRequest.ByEmail(var email))
        {
            return (snapshot.FindByEmail(email), MailedLinks.Home);
        }

        var link = await links.LookAsync(((NewLinkRequest.ByToken)request).Token, now, cancellationToken) switch
        {
            Redemption.Used used => used.Link,
            Redemption.Expired expired => expired.Link,
            _ => null,
        };
        return link is null ? (null, "") : (snapshot.FindLiving(link.Person), link.Target);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "A new link was mailed to person {Person}: {Outcome}")]
        public static partial void Mailed(ILogger logger, PersonId person, string outcome);

        [LoggerMessage(LogLevel.Warning, "Person {Person} asked for more links than the limit allows")]
        public static partial void OverLimit(ILogger logger, PersonId person);

        [LoggerMessage(LogLevel.Warning, "A request for a new link was dropped: too many are waiting")]
        public static partial void Dropped(ILogger logger);

        [LoggerMessage(LogLevel.Error, "A request for a new link failed")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
