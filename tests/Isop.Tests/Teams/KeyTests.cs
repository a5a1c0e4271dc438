using System.Net;
using Isop.Bot.Teams;
using Microsoft.IdentityModel.Tokens;

namespace Isop.Tests.Teams;

/// <summary>When the signing keys are read again.</summary>
public sealed class KeyTests : IAsyncLifetime
{
    private readonly TeamsHost _host = TeamsHost.Create();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task The_keys_are_read_once_for_many_activities()
    {
        await ExpectAsync(HttpStatusCode.OK, "k1");
        await ExpectAsync(HttpStatusCode.OK, "k1");
        Assert.Equal(1, _host.Issuer.KeyReads);
    }

    [Fact]
    public async Task An_unknown_key_makes_the_keys_be_read_once_more()
    {
        await ExpectAsync(HttpStatusCode.OK, "k1");
        _host.Issuer.Announce("k2");
        _host.Time.Advance(BotKeys.AtMostEvery);
        await ExpectAsync(HttpStatusCode.OK, "k2");
        Assert.Equal(2, _host.Issuer.KeyReads);
    }

    [Fact]
    public async Task Unknown_keys_do_not_make_the_keys_be_read_more_than_once_a_minute()
    {
        await ExpectAsync(HttpStatusCode.OK, "k1");
        var forged = new SigningCredentials(_host.Issuer.Key("k1"), SecurityAlgorithms.RsaSha256);
        for (var i = 0; i < 20; i++)
        {
            forged.Key.KeyId = $"unknown-{i}";
            using var response = await _host.PostAsync(
                Activities.Execute("tel"), _host.Issuer.Sign(_host.Time.GetUtcNow(), credentials: forged));
            Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        }

        Assert.Equal(1, _host.Issuer.KeyReads);
    }

    [Fact]
    public async Task A_withdrawn_key_is_no_longer_accepted_after_a_day_also_for_a_token_seen_before()
    {
        var token = _host.Issuer.Sign(_host.Time.GetUtcNow(), new TokenClaims { Until = TimeSpan.FromDays(3) });
        using (var before = await _host.PostAsync(Activities.Execute("tel", "i1"), token))
        {
            Assert.Equal(HttpStatusCode.OK, before.StatusCode);
        }

        _host.Issuer.Withdraw("k1");
        _host.Issuer.Announce("k2");
        _host.Time.Advance(BotKeys.RefreshEvery);
        await ReadBesideAsync(() => ExpectAsync(HttpStatusCode.OK, "k1", token));
        using var after = await _host.PostAsync(Activities.Execute("tel", "i2"), token);
        Assert.Equal(HttpStatusCode.Forbidden, after.StatusCode);
    }

    [Fact]
    public async Task A_token_seen_before_is_refused_when_it_has_expired()
    {
        var token = _host.Issuer.Sign(_host.Time.GetUtcNow(), new TokenClaims { Until = TimeSpan.FromMinutes(10) });
        using (var before = await _host.PostAsync(Activities.Execute("tel", "i1"), token))
        {
            Assert.Equal(HttpStatusCode.OK, before.StatusCode);
        }

        _host.Time.Advance(TimeSpan.FromMinutes(15));
        using var after = await _host.PostAsync(Activities.Execute("tel", "i2"), token);
        Assert.Equal(HttpStatusCode.Forbidden, after.StatusCode);
    }

    [Fact]
    public async Task While_the_keys_cannot_be_read_the_last_ones_stay_in_use_for_five_days()
    {
        await ExpectAsync(HttpStatusCode.OK, "k1");
        _host.Issuer.Down = true;
        _host.Time.Advance(TimeSpan.FromDays(4));
        await ExpectAsync(HttpStatusCode.OK, "k1");
        _host.Time.Advance(TimeSpan.FromDays(1));
        await ExpectAsync(HttpStatusCode.Forbidden, "k1");
    }

    [Fact]
    public async Task A_channel_that_does_not_answer_holds_up_no_turn_while_the_old_keys_hold()
    {
        await ExpectAsync(HttpStatusCode.OK, "k1");
        _host.Issuer.Silent = true;
        _host.Time.Advance(BotKeys.RefreshEvery);

        await ExpectAsync(HttpStatusCode.OK, "k1");
        await _host.Issuer.Asked.Task;
        await ExpectAsync(HttpStatusCode.OK, "k1");
        Assert.False(Keys.Beside.IsCompleted);

        _host.Time.Advance(BotKeys.Patience);
        await Keys.Beside;
        await ExpectAsync(HttpStatusCode.OK, "k1");
    }

    [Fact]
    public async Task Who_names_an_unknown_key_waits_ten_seconds_for_a_channel_that_does_not_answer()
    {
        await ExpectAsync(HttpStatusCode.OK, "k1");
        _host.Issuer.Silent = true;
        _host.Time.Advance(BotKeys.AtMostEvery);
        _host.Issuer.Announce("k2");
        var turn = ExpectAsync(HttpStatusCode.Forbidden, "k2");
        await _host.Issuer.Asked.Task;
        Assert.False(turn.IsCompleted);

        _host.Time.Advance(BotKeys.Patience);
        await turn;
    }

    [Fact]
    public async Task Without_any_keys_nobody_enters_and_a_minute_later_they_are_tried_again()
    {
        _host.Issuer.Down = true;
        await ExpectAsync(HttpStatusCode.Forbidden, "k1");
        _host.Issuer.Down = false;
        await ExpectAsync(HttpStatusCode.Forbidden, "k1");
        _host.Time.Advance(BotKeys.AtMostEvery);
        await ExpectAsync(HttpStatusCode.OK, "k1");
    }

    private BotKeys Keys => _host.Get<BotKeys>();

    /// <summary>The turn that makes the keys be read again, and then their reading.</summary>
    private async Task ReadBesideAsync(Func<Task> turn)
    {
        await turn();
        await Keys.Beside;
    }

    private async Task ExpectAsync(HttpStatusCode expected, string keyId, string? token = null)
    {
        token ??= _host.Issuer.Sign(
            _host.Time.GetUtcNow(), credentials: new SigningCredentials(_host.Issuer.Key(keyId), SecurityAlgorithms.RsaSha256));
        using var response = await _host.PostAsync(Activities.Execute("tel", Guid.NewGuid().ToString()), token);
        Assert.Equal(expected, response.StatusCode);
    }
}
