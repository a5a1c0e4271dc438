using System.Net;
using Isop.Bot.Cards;
using Isop.Bot.Teams;
using Isop.Core.Register;

namespace Isop.Tests.Teams;

/// <summary>Comings and goings: when a person can be reached in Teams, and where.</summary>
public sealed class ConversationTests : IAsyncLifetime
{
    private static readonly TeamsAccount Account = TeamsAccount.Of(Activities.Tenant, Activities.ObjectId);

    private readonly TeamsHost _host = TeamsHost.Create();
    private readonly List<PersonId> _installed = [];

    private ConversationStore Conversations => _host.Get<ConversationStore>();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        _host.Get<TeamsEvents>().InstalledAsync = (person, _) =>
        {
            _installed.Add(person);
            return ValueTask.CompletedTask;
        };
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task An_installation_keeps_the_conversation_and_is_told_once()
    {
        await PostAsync("conversationUpdate-bot-added");
        await PostAsync("installationUpdate-add");
        await PostAsync("message-text");
        Assert.Equal([TeamsHost.Mia], _installed);
        Assert.Equal(
            new ConversationReference
            {
                Account = Account,
                ConversationId = Activities.Conversation,
                ServiceUrl = Activities.ServiceUrl,
                BotId = "28:c9e8c047-2a34-40a1-b28a-b162d5f5327c",
                Locale = "nl-NL",
                Timezone = "Europe/Amsterdam",
            },
            await Conversations.FindAsync(TeamsHost.Mia, Token));
    }

    [Fact]
    public async Task Somebody_unknown_who_installs_hears_so_and_is_told_of_when_linked()
    {
        _host.Connector.Member(Activities.ObjectId, "nieuw@school.nl");
        await PostAsync("installationUpdate-add");
        Assert.Contains("Ik ken je e-mailadres nog niet", Assert.Single(_host.Connector.Sent).Text, StringComparison.Ordinal);
        Assert.Empty(_installed);

        _host.Register = TeamsHost.People((TeamsHost.Mia, "nieuw@school.nl", null));
        await PostAsync("message-text");
        Assert.Equal([TeamsHost.Mia], _installed);
    }

    [Fact]
    public async Task Whoever_installs_is_welcomed_when_the_catalogue_has_a_welcome()
    {
        _host.Catalog.Command("welkom", (_, _) => new ValueTask<CardAnswer>(new CardAnswer.Say("Welkom!")));
        await PostAsync("installationUpdate-add");
        Assert.Equal("Welkom!", Assert.Single(_host.Connector.Sent).Text);
    }

    [Theory]
    [InlineData("installationUpdate-remove")]
    [InlineData("conversationUpdate-bot-removed")]
    [InlineData("conversationUpdate-user-left-tenant")]
    public async Task Every_shape_of_removal_drops_the_conversation_and_a_return_is_told(string removal)
    {
        await PostAsync("installationUpdate-add");
        await PostAsync(removal);
        Assert.Null(await Conversations.FindAsync(TeamsHost.Mia, Token));
        await PostAsync("installationUpdate-add", "again");
        Assert.NotNull(await Conversations.FindAsync(TeamsHost.Mia, Token));
        Assert.Equal([TeamsHost.Mia, TeamsHost.Mia], _installed);
    }

    [Fact]
    public async Task A_removal_from_a_group_leaves_the_own_chat_alone()
    {
        await PostAsync("installationUpdate-add");
        using var response = await _host.PostAsync(Activities.Json("conversationUpdate-bot-removed", j =>
        {
            j["conversation"]!["conversationType"] = "groupChat";
            j["conversation"]!["id"] = "19:groep@thread.v2";
        }));
        Assert.NotNull(await Conversations.FindAsync(TeamsHost.Mia, Token));
    }

    [Fact]
    public async Task Every_activity_refreshes_what_changed()
    {
        await PostAsync("installationUpdate-add");
        const string Moved = "https://smba.trafficmanager.net/de/";
        using var response = await _host.PostAsync(
            Activities.Json("message-text", j =>
            {
                j["serviceUrl"] = Moved;
                j["conversation"]!["id"] = "a:nieuw";
                j["locale"] = "en-US";
            }),
            _host.SignedToken(new TokenClaims { ServiceUrl = Moved }));
        var reference = await Conversations.FindAsync(TeamsHost.Mia, Token);
        Assert.Equal((Moved, "a:nieuw", "en-US"), (reference!.ServiceUrl, reference.ConversationId, reference.Locale));
    }

    [Fact]
    public async Task An_event_without_client_information_does_not_wipe_it()
    {
        await PostAsync("installationUpdate-add");
        await PostAsync("conversationUpdate-bot-added");
        Assert.Equal("Europe/Amsterdam", (await Conversations.FindAsync(TeamsHost.Mia, Token))!.Timezone);
    }

    [Fact]
    public async Task Unchanged_activities_write_nothing()
    {
        var counting = default(CountingStore);
        await using var host = TeamsHost.Create(new TeamsHostOptions { Store = s => counting = new CountingStore(s) });
        await host.InvokeAsync(Activities.Execute("tel", "1"));
        var after = counting!.Commits;
        await host.InvokeAsync(Activities.Execute("tel", "2"));
        host.Time.Advance(TimeSpan.FromMinutes(6));
        await host.InvokeAsync(Activities.Execute("tel", "3"));
        Assert.Equal(after, counting.Commits);
        Assert.Equal(3, host.Actions.Count);
    }

    [Fact]
    public async Task A_conversation_that_is_gone_is_made_again_with_the_object_id()
    {
        await PostAsync("installationUpdate-add");
        Assert.True(await Conversations.ForgetConversationAsync(Account, Activities.Conversation, Token));
        var reference = (await Conversations.FindAsync(TeamsHost.Mia, Token))!;
        Assert.Null(reference.ConversationId);

        _host.Connector.Next(HttpStatusCode.Created, """{"id":"a:opnieuw"}""");
        var made = await _host.Get<ConnectorClient>().CreateConversationAsync(
            reference.ServiceUrl, reference.Account.Tenant, reference.Account.ObjectId, Token);
        Assert.True(await Conversations.RecreatedAsync(Account, made.Id!, Token));
        Assert.Equal("a:opnieuw", (await Conversations.FindAsync(TeamsHost.Mia, Token))!.ConversationId);
        var call = _host.Connector.Calls.Last();
        Assert.Equal("/emea/v3/conversations", call.Path);
        Assert.Equal(Activities.ObjectId, (string?)call.Body!["members"]![0]!["id"]);
        Assert.Equal(Activities.Tenant, (string?)call.Body["tenantId"]);
        Assert.False((bool)call.Body["isGroup"]!);
    }

    [Fact]
    public async Task A_newer_conversation_is_not_forgotten_for_an_older_one()
    {
        await PostAsync("installationUpdate-add");
        await Conversations.ForgetConversationAsync(Account, "a:oud", Token);
        Assert.Equal(Activities.Conversation, (await Conversations.FindAsync(TeamsHost.Mia, Token))!.ConversationId);
    }

    [Fact]
    public async Task A_blocked_conversation_is_dropped_and_comes_back_with_the_next_message()
    {
        await PostAsync("installationUpdate-add");
        await Conversations.DropAsync(Account, Token);
        await Conversations.DropAsync(Account, Token);
        Assert.Null(await Conversations.FindAsync(TeamsHost.Mia, Token));
        Assert.False(await Conversations.RecreatedAsync(Account, "a:x", Token));
        await PostAsync("message-text");
        Assert.NotNull(await Conversations.FindAsync(TeamsHost.Mia, Token));
        Assert.Equal(2, _installed.Count);
    }

    private async Task PostAsync(string name, string? id = null)
    {
        using var response = await _host.PostAsync(Activities.Json(name, j =>
        {
            if (id is not null)
            {
                j["id"] = id;
            }
        }));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }
}
