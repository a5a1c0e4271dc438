using System.Net;
using Isop.Bot.Teams;
using Microsoft.Extensions.Logging.Abstractions;

namespace Isop.Tests.Teams;

/// <summary>How long an answer waits when the connector is busy.</summary>
public sealed class TurnRepliesTests : IAsyncLifetime
{
    private static readonly Activity Question = ActivityReader.Read(Activities.Bytes("message-text"))!;

    private readonly TeamsHost _host = TeamsHost.Create();
    private readonly InstantTime _time = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_throttled_answer_waits_as_long_as_asked_and_is_sent_again()
    {
        _host.Connector.Next(HttpStatusCode.TooManyRequests, change: r => r.Headers.Add("Retry-After", "2"));
        await SayAsync();
        Assert.Equal(2, _host.Connector.Sent.Count());
        Assert.Equal([TimeSpan.FromSeconds(2)], _time.Waits);
    }

    [Fact]
    public async Task A_conflict_is_tried_three_times_in_all()
    {
        for (var i = 0; i < 5; i++)
        {
            _host.Connector.Next(HttpStatusCode.PreconditionFailed);
        }

        await SayAsync();
        Assert.Equal(3, _host.Connector.Sent.Count());
    }

    [Fact]
    public async Task A_long_wait_is_not_waited_for()
    {
        _host.Connector.Next(HttpStatusCode.TooManyRequests, change: r => r.Headers.Add("Retry-After", "30"));
        await SayAsync();
        Assert.Single(_host.Connector.Sent);
        Assert.Empty(_time.Waits);
    }

    [Theory]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(HttpStatusCode.Forbidden)]
    [InlineData(HttpStatusCode.BadGateway)]
    public async Task Anything_else_is_not_repeated(HttpStatusCode status)
    {
        _host.Connector.Next(status);
        await SayAsync();
        Assert.Single(_host.Connector.Sent);
    }

    private ValueTask SayAsync() =>
        new TurnReplies(_host.Get<ConnectorClient>(), _host.Get<ConnectorPace>(), _time, NullLogger<TurnReplies>.Instance)
            .SendAsync(Question, new TurnAnswer.Say("Hoi"), TestContext.Current.CancellationToken);

    /// <summary>A clock on which every wait is over at once, and written down.</summary>
    private sealed class InstantTime : TimeProvider
    {
        public List<TimeSpan> Waits { get; } = [];

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Waits.Add(dueTime);
            return base.CreateTimer(callback, state, TimeSpan.Zero, period);
        }
    }
}
