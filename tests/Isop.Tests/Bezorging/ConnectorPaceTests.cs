using Isop.Bot.Bezorging;
using Isop.Bot.Teams;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Isop.Tests.Bezorging;

/// <summary>Every call to the connector is counted in one place; who is being answered does not wait for the deliveries.</summary>
public sealed class ConnectorPaceTests
{
    [Fact]
    public async Task Answers_find_room_above_the_deliveries_and_all_together_stay_within_the_published_limit()
    {
        var clock = new FakeTimeProvider();
        var pace = new ConnectorPace(Options.Create(new BezorgOptions()), clock);
        var calls = new List<(long At, bool Answer)>();
        var deliveries = Enumerable.Range(0, 300).Select(_ => CallAsync(answer: false)).ToList();
        Advance(TimeSpan.FromSeconds(3));
        var asked = clock.GetTimestamp();

        var answers = Enumerable.Range(0, 60).Select(_ => CallAsync(answer: true)).ToList();
        while (answers.Concat(deliveries).Any(c => !c.IsCompleted))
        {
            Advance(TimeSpan.FromMilliseconds(5));
        }

        await Task.WhenAll([.. answers, .. deliveries]);
        var first = calls.Where(c => c.Answer).Take(2).ToList();
        Assert.All(first, c => Assert.Equal(asked, c.At));
        for (var i = 0; i < calls.Count; i++)
        {
            Assert.InRange(calls.Skip(i).TakeWhile(c => c.At - calls[i].At < clock.TimestampFrequency).Count(), 1, 50);
        }

        async Task CallAsync(bool answer)
        {
            if (!answer)
            {
                await pace.TurnAsync("tenant", BezorgWereld.Token);
            }

            using var counted = answer
                ? await pace.AnswerAsync("tenant", BezorgWereld.Token)
                : await pace.CallAsync("TENANT", BezorgWereld.Token);
            lock (calls)
            {
                calls.Add((clock.GetTimestamp(), answer));
            }
        }

        void Advance(TimeSpan time)
        {
            for (var passed = TimeSpan.Zero; passed < time; passed += TimeSpan.FromMilliseconds(5))
            {
                clock.Advance(TimeSpan.FromMilliseconds(5));
            }
        }
    }
}
