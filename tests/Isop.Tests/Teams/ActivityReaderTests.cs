using Isop.Bot.Teams;

namespace Isop.Tests.Teams;

public sealed class ActivityReaderTests
{
    [Fact]
    public void Everything_used_of_a_message_is_read()
    {
        var activity = Read("message-submit");
        Assert.Equal("f:2f7d", activity.Id);
        Assert.Equal("msteams", activity.ChannelId);
        Assert.Equal(Activities.ServiceUrl, activity.ServiceUrl);
        Assert.Equal(Activities.Tenant, activity.TenantId);
        Assert.Equal(Activities.Conversation, activity.ConversationId);
        Assert.True(activity.IsPersonal);
        Assert.Equal(Activities.ObjectId, activity.From.ObjectId);
        Assert.Equal("28:c9e8c047-2a34-40a1-b28a-b162d5f5327c", activity.Recipient.Id);
        Assert.Equal(Activities.PressedCard, activity.ReplyToId);
        Assert.Equal(("nl-NL", "Europe/Amsterdam"), (activity.Locale, activity.Timezone));
        Assert.True(Assert.IsType<ActivityContent.Message>(activity.Content).IsButton);
    }

    [Theory]
    [InlineData("message-text", typeof(ActivityContent.Message))]
    [InlineData("message-submit", typeof(ActivityContent.Message))]
    [InlineData("invoke-execute-manual", typeof(ActivityContent.Invoke))]
    [InlineData("invoke-execute-automatic", typeof(ActivityContent.Invoke))]
    [InlineData("invoke-task-fetch", typeof(ActivityContent.Invoke))]
    [InlineData("conversationUpdate-bot-added", typeof(ActivityContent.ConversationUpdate))]
    [InlineData("conversationUpdate-bot-removed", typeof(ActivityContent.ConversationUpdate))]
    [InlineData("conversationUpdate-user-left-tenant", typeof(ActivityContent.ConversationUpdate))]
    [InlineData("installationUpdate-add", typeof(ActivityContent.InstallationUpdate))]
    [InlineData("installationUpdate-remove", typeof(ActivityContent.InstallationUpdate))]
    [InlineData("messageReaction", typeof(ActivityContent.MessageReaction))]
    [InlineData("messageUpdate", typeof(ActivityContent.MessageUpdate))]
    [InlineData("messageDelete", typeof(ActivityContent.MessageDelete))]
    [InlineData("event-readReceipt", typeof(ActivityContent.ReadReceipt))]
    [InlineData("unknown-type", typeof(ActivityContent.Unknown))]
    public void Each_type_is_told_apart(string name, Type expected) => Assert.Equal(expected, Read(name).Content.GetType());

    [Fact]
    public void Every_golden_activity_has_a_row_above() => Assert.Equal(15, Activities.Names.Length);

    [Theory]
    [InlineData("add", InstallationChange.Added)]
    [InlineData("add-upgrade", InstallationChange.Upgraded)]
    [InlineData("remove", InstallationChange.Removed)]
    [InlineData("remove-upgrade", InstallationChange.Upgraded)]
    [InlineData("iets", InstallationChange.Unknown)]
    public void Installation_changes_are_told_apart(string action, InstallationChange expected)
    {
        var activity = ActivityReader.Read(Bytes(Activities.Json("installationUpdate-add", j => j["action"] = action)));
        Assert.Equal(new ActivityContent.InstallationUpdate(expected), activity!.Content);
    }

    [Fact]
    public void Locale_and_timezone_are_also_taken_from_the_client_information()
    {
        var activity = ActivityReader.Read(Bytes(Activities.Json("message-text", j =>
        {
            j.Remove("locale");
            j.Remove("localTimezone");
        })))!;
        Assert.Equal(("nl-NL", "Europe/Amsterdam"), (activity.Locale, activity.Timezone));
    }

    [Fact]
    public void Ids_are_compared_without_regard_to_case() =>
        Assert.Equal(Activities.ObjectId, ActivityReader.Read(Bytes(Activities.Json(
            "message-text", j => j["from"]!["aadObjectId"] = Activities.ObjectId.ToUpperInvariant())))!.From.ObjectId);

    [Fact]
    public void An_id_of_thousands_of_characters_counts_as_absent() =>
        Assert.Null(ActivityReader.Read(Bytes(Activities.Json("message-text", j => j["id"] = new string('1', 5000))))!.Id);

    private static Activity Read(string name) => ActivityReader.Read(Activities.Bytes(name))!;

    private static byte[] Bytes(System.Text.Json.Nodes.JsonObject activity) =>
        System.Text.Encoding.UTF8.GetBytes(activity.ToJsonString());
}
