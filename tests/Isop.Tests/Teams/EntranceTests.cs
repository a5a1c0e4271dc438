using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Xunit;
using Isop.Bot.Teams;
using Microsoft.Extensions.Options;

namespace Isop.Tests.Teams;

/// <summary>Who gets in without a token, which tenants are served, and what malformed input does.</summary>
public sealed class EntranceTests
{
    private static readonly IPAddress Elsewhere = IPAddress.Parse("192.168.1.20");

    [Fact]
    public async Task Anonymous_enters_in_Development_on_loopback_without_an_AppId()
    {
        await using var host = AnonymousHost(TeamsHostOptions.Anonymous);
        using var response = await host.PostAsync(Activities.Bytes("invoke-execute-manual"), token: null);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Single(host.Actions);
    }

    [Theory]
    [InlineData("Production")]
    [InlineData("Staging")]
    public async Task Anonymous_is_refused_outside_Development(string environment) =>
        await ExpectRefusedAsync(TeamsHostOptions.Anonymous with { Environment = environment }, HttpStatusCode.Forbidden);

    [Fact]
    public async Task Anonymous_is_refused_when_there_is_an_AppId() =>
        await ExpectRefusedAsync(TeamsHostOptions.Anonymous with { AppId = TokenIssuer.AppId }, HttpStatusCode.Unauthorized);

    [Fact]
    public async Task Anonymous_is_refused_from_another_machine() =>
        await ExpectRefusedAsync(TeamsHostOptions.Anonymous with { Remote = Elsewhere }, HttpStatusCode.Forbidden);

    [Fact]
    public async Task Anonymous_is_refused_on_an_address_that_is_not_loopback() =>
        await ExpectRefusedAsync(TeamsHostOptions.Anonymous with { Local = Elsewhere }, HttpStatusCode.Forbidden);

    [Fact]
    public async Task Anonymous_is_refused_when_the_addresses_are_not_known() =>
        await ExpectRefusedAsync(TeamsHostOptions.Anonymous with { Remote = null, Local = null }, HttpStatusCode.Forbidden);

    [Fact]
    public async Task Without_an_AppId_even_a_signed_token_is_refused_outside_Development()
    {
        await using var host = TeamsHost.Create(new TeamsHostOptions { AppId = null });
        using var response = await host.PostAsync(Activities.Execute("tel"));
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task A_form_post_from_a_browser_does_not_enter_anonymously()
    {
        await using var host = AnonymousHost(TeamsHostOptions.Anonymous);
        using var response = await host.PostAsync(Activities.Bytes("invoke-execute-manual"), token: null, "text/plain");
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Empty(host.Actions);
    }

    [Theory]
    [InlineData("invoke-execute-manual")]
    [InlineData("message-submit")]
    [InlineData("message-text")]
    [InlineData("installationUpdate-add")]
    public async Task A_tenant_that_is_not_on_the_list_gets_200_and_silence(string name)
    {
        await using var host = TeamsHost.Create();
        const string Other = "0f0f0f0f-0000-0000-0000-000000000000";
        using var response = await host.PostAsync(Activities.Json(name, j =>
        {
            j["channelData"]!["tenant"]!["id"] = Other;
            j["conversation"]!["tenantId"] = Other;
        }));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Empty(host.Actions);
        Assert.Empty(host.Connector.Calls);
    }

    [Fact]
    public async Task An_activity_that_names_two_tenants_gets_200_and_silence()
    {
        await using var host = TeamsHost.Create();
        using var response = await host.PostAsync(Activities.Json(
            "invoke-execute-manual", j => j["conversation"]!["tenantId"] = "0f0f0f0f-0000-0000-0000-000000000000"));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Empty(host.Actions);
    }

    [Fact]
    public async Task More_than_256_KB_is_413_whether_the_length_is_told_or_not()
    {
        await using var host = TeamsHost.Create();
        var body = Encoding.UTF8.GetBytes(Activities.Text(new string('a', 1024 * 1024)).ToJsonString());
        using var response = await host.PostAsync(body, host.SignedToken());
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        using var streamed = await host.PostStreamAsync(body, host.SignedToken());
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, streamed.StatusCode);
    }

    [Fact]
    public async Task Just_under_256_KB_is_read()
    {
        await using var host = TeamsHost.Create();
        var activity = Activities.Execute("tel", data: new JsonObject { ["t"] = new string('a', 250 * 1024) });
        using var response = await host.PostStreamAsync(Encoding.UTF8.GetBytes(activity.ToJsonString()), host.SignedToken());
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(250 * 1024, Assert.Single(host.Actions).Text("t")!.Length);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"tekst\"")]
    [InlineData("{} {}")]
    [InlineData("{\"type\":\"message\",\"text\":\"\\ud800\"}")]
    [InlineData("{\"type\":\"invoke\",\"value\":{\"\\udfff\":1}}")]
    public async Task What_is_no_activity_is_400_with_an_empty_body(string body)
    {
        await using var host = TeamsHost.Create();
        using var response = await host.PostAsync(Encoding.UTF8.GetBytes(body), host.SignedToken());
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(30, HttpStatusCode.OK)]
    [InlineData(33, HttpStatusCode.BadRequest)]
    [InlineData(100_000, HttpStatusCode.BadRequest)]
    public async Task JSON_is_read_32_deep_and_no_deeper(int depth, HttpStatusCode expected)
    {
        await using var host = TeamsHost.Create();
        var nested = new string('[', depth - 1) + new string(']', depth - 1);
        var body = Activities.Json("unknown-type").ToJsonString().Replace("\"value\":[1,2]", $"\"value\":{nested}", StringComparison.Ordinal);
        using var response = await host.PostAsync(Encoding.UTF8.GetBytes(body), host.SignedToken());
        Assert.Equal(expected, response.StatusCode);
    }

    [Property(MaxTest = 2_000)]
    public void Random_bytes_are_an_activity_or_nothing(byte[] bytes) => ActivityReader.Read(bytes);

    [Property(MaxTest = 300)]
    public void An_activity_with_any_field_replaced_by_anything_never_fails(NonNegativeInt which, NonNegativeInt field, NonNegativeInt value)
    {
        var activity = Activities.Json(Activities.Names[which.Get % Activities.Names.Length]);
        Replace(activity, field.Get, value.Get);
        var read = ActivityReader.Read(Encoding.UTF8.GetBytes(activity.ToJsonString()));
        Assert.NotNull(read);
    }

    [Fact]
    public async Task No_odd_activity_is_ever_answered_with_5xx()
    {
        await using var host = TeamsHost.Create();
        var token = host.SignedToken();
        var random = new System.Random(20261123);
        for (var i = 0; i < 400; i++)
        {
            var activity = Activities.Json(Activities.Names[random.Next(Activities.Names.Length)]);
            Replace(activity, random.Next(1000), random.Next(1000));
            using var response = await host.PostAsync(activity, token);
            Assert.True((int)response.StatusCode < 500, activity.ToJsonString());
        }
    }

    [Theory]
    [InlineData("Isop:Bot:AppId", "no guid")]
    [InlineData("Isop:Bot:OpenIdMetadata", "http://login.test/keys")]
    [InlineData("Isop:Bot:ServiceHosts:0", "*.net")]
    [InlineData("Isop:Bot:ServiceHosts:0", "https://smba.trafficmanager.net")]
    [InlineData("Isop:Bot:Contact", "")]
    [InlineData("Isop:Tenants:b1f0c6c4-5a2e-4f7a-8a3d-2f6f2a1f7c01:0", "iemand@school.nl")]
    public void Settings_that_cannot_be_right_stop_the_start(string key, string value) =>
        Assert.Throws<OptionsValidationException>(
            () => TeamsHost.Create(new TeamsHostOptions { Settings = new Dictionary<string, string?> { [key] = value } }));

    private static TeamsHost AnonymousHost(TeamsHostOptions options) => TeamsHost.Create(options);

    private static async Task ExpectRefusedAsync(TeamsHostOptions options, HttpStatusCode expected)
    {
        await using var host = AnonymousHost(options);
        using var response = await host.PostAsync(Activities.Bytes("invoke-execute-manual"), token: null);
        Assert.Equal(expected, response.StatusCode);
        Assert.Empty(host.Actions);
    }

    /// <summary>Puts something odd in the place of one field, wherever in the activity it is.</summary>
    private static void Replace(JsonObject activity, int field, int value)
    {
        List<(JsonObject Owner, string Name)> fields = [];
        Collect(activity, fields);
        var (owner, name) = fields[field % fields.Count];
        string[] odd = ["null", "true", "-1", "1e400", "\"\"", "\"x\"", "[]", "[null,1,\"a\",{}]", "{}", "{\"id\":{}}", "{\"tenant\":5}", $"\"{new string('z', 5000)}\""];
        owner[name] = JsonNode.Parse(odd[value % odd.Length]);
    }

    private static void Collect(JsonObject owner, List<(JsonObject, string)> fields)
    {
        foreach (var (name, value) in owner)
        {
            fields.Add((owner, name));
            if (value is JsonObject inner)
            {
                Collect(inner, fields);
            }
        }
    }
}
