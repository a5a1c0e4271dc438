using System.Text.Json;

namespace Isop.Bot.Teams;

/// <summary>
/// Reads an activity from the request body. Whatever the bytes are, the answer is an activity or null (not well-formed
/// JSON, deeper than <see cref="MaxDepth"/>, not an object, text that is no Unicode); it never throws.
/// </summary>
public static class ActivityReader
{
    public const int MaxDepth = 32;

    private const int MaxMembers = 200;

    public static Activity? Read(ReadOnlySpan<byte> body) =>
        WellFormedJson.Parse(body, MaxDepth) is { ValueKind: JsonValueKind.Object } root ? From(root) : null;

    private static Activity From(JsonElement root) => new()
    {
        Id = root.Text("id"),
        ChannelId = root.Text("channelId"),
        ServiceUrl = root.Text("serviceUrl"),
        TenantId = TenantOf(root),
        ConversationId = root.Member("conversation").Text("id"),
        IsPersonal = root.Member("conversation").Text("conversationType") is null or "personal"
            && !(root.Member("conversation").Member("isGroup").ValueKind is JsonValueKind.True),
        From = AccountOf(root.Member("from")),
        Recipient = AccountOf(root.Member("recipient")),
        ReplyToId = root.Text("replyToId"),
        Locale = root.Text("locale") ?? ClientInfo(root).Text("locale"),
        Timezone = root.Text("localTimezone") ?? ClientInfo(root).Text("timezone"),
        Content = ContentOf(root),
    };

    private static ActivityContent ContentOf(JsonElement root) => root.Text("type") switch
    {
        "message" => new ActivityContent.Message(LongText(root, "text"), root.Member("value")),
        "invoke" when root.Text("name") is { } name => new ActivityContent.Invoke(name, root.Member("value")),
        "conversationUpdate" => new ActivityContent.ConversationUpdate(Accounts(root, "membersAdded"), Accounts(root, "membersRemoved")),
        "installationUpdate" => new ActivityContent.InstallationUpdate(ChangeOf(root.Text("action"))),
        "messageReaction" => new ActivityContent.MessageReaction(),
        "messageUpdate" => new ActivityContent.MessageUpdate(),
        "messageDelete" => new ActivityContent.MessageDelete(),
        "event" when root.Text("name") == "application/vnd.microsoft.readReceipt"
            && root.Member("value").Text("lastReadMessageId") is { } last => new ActivityContent.ReadReceipt(last),
        _ => new ActivityContent.Unknown(),
    };

    private static InstallationChange ChangeOf(string? action) => action switch
    {
        "add" => InstallationChange.Added,
        "add-upgrade" => InstallationChange.Upgraded,
        // "remove-upgrade" is the old version making way for the new one: the chat stays.
        "remove-upgrade" => InstallationChange.Upgraded,
        "remove" => InstallationChange.Removed,
        _ => InstallationChange.Unknown,
    };

    private static string? TenantOf(JsonElement root)
    {
        var channel = Lower(root.Member("channelData").Member("tenant").Text("id"));
        var conversation = Lower(root.Member("conversation").Text("tenantId"));
        return channel is null || conversation is null || channel == conversation ? channel ?? conversation : null;
    }

    private static Account AccountOf(JsonElement account) => new(account.Text("id"), Lower(account.Text("aadObjectId")));

    private static List<Account> Accounts(JsonElement root, string name) =>
        root.Member(name) is { ValueKind: JsonValueKind.Array } list
            ? [.. list.EnumerateArray().Take(MaxMembers).Select(AccountOf)]
            : [];

    private static JsonElement ClientInfo(JsonElement root) =>
        root.Member("entities") is { ValueKind: JsonValueKind.Array } entities
            ? entities.EnumerateArray().FirstOrDefault(e => e.Text("type") == "clientInfo")
            : default;

    private static string LongText(JsonElement root, string name) =>
        root.Member(name) is { ValueKind: JsonValueKind.String } text ? text.GetString() ?? "" : "";

    private static string? Lower(string? id) => id?.ToLowerInvariant();
}
