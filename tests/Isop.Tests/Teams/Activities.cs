using System.Text.Json.Nodes;

namespace Isop.Tests.Teams;

/// <summary>The activities in the folder Activities: as Teams sends them, people and ids made up.</summary>
internal static class Activities
{
    public const string Tenant = "b1f0c6c4-5a2e-4f7a-8a3d-2f6f2a1f7c01";
    public const string ObjectId = "7f5c1b9e-3a52-4d4e-9d0a-0d4c7b1c2e11";
    public const string MemberId = "29:1XJKJMvc5GBtc2JwZq0oj8tHZmzrQgFmB39ATiQWA85gQtHieVkKilBZ9XHoq9j7Zaqt7CZ-NJWi7me2kHTL3Bw";
    public const string ServiceUrl = "https://smba.trafficmanager.net/emea/";
    public const string Conversation = "a:1pL6i0oY3C0K8oAj8";
    public const string PressedCard = "1763885700000";

    public static readonly string[] Names =
        [.. typeof(Activities).Assembly.GetManifestResourceNames().Where(n => n.StartsWith("Teams.", StringComparison.Ordinal)).Select(n => n[6..])];

    public static byte[] Bytes(string name)
    {
        using var stream = typeof(Activities).Assembly.GetManifestResourceStream("Teams." + name)
            ?? throw new ArgumentException($"No activity {name}.", nameof(name));
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }

    public static JsonObject Json(string name, Action<JsonObject>? change = null)
    {
        var json = JsonNode.Parse(Bytes(name))!.AsObject();
        change?.Invoke(json);
        return json;
    }

    public static JsonObject Text(string text, string id = "m1") => Json("message-text", j =>
    {
        j["text"] = text;
        j["id"] = id;
    });

    public static JsonObject Execute(string verb, string id = "i1", JsonNode? data = null) => Json("invoke-execute-manual", j =>
    {
        j["id"] = id;
        j["value"]!["action"]!["verb"] = verb;
        if (data is not null)
        {
            j["value"]!["action"]!["data"] = data;
        }
    });

    /// <summary>From another account of the same tenant, in a conversation of its own.</summary>
    public static JsonObject From(this JsonObject activity, string objectId)
    {
        activity["from"]!["aadObjectId"] = objectId;
        activity["from"]!["id"] = "29:" + objectId;
        activity["conversation"]!["id"] = "a:" + objectId;
        return activity;
    }
}
