using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Isop.Core.Certificaten.Badges;

namespace Isop.Tests.Certificaten.Badges;

/// <summary>The credential itself, read back by jose with the keys that are published.</summary>
public sealed class BadgemakerTests : IAsyncDisposable
{
    private readonly Badgewereld _w = new();

    public ValueTask DisposeAsync() => _w.DisposeAsync();

    [Fact]
    public async Task A_credential_verifies_with_the_published_keys_and_has_what_the_standard_asks()
    {
        var answer = await _w.JoseAsync(await _w.MaakAsync(Badgewereld.Certificaat()));
        var (badge, header) = (Assert.Single(answer.Answers).Payload!, answer.Answers[0].Header!);

        Assert.Equal(["alg", "kid", "typ"], header.Select(p => p.Key));
        Assert.Equal(("RS256", "JWT", $"https://isop.test/certificaten/sleutels/{Assert.Single(answer.Thumbprints)}"), (Text(header, "alg"), Text(header, "typ"), Text(header, "kid")));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""
            {
              "@context": ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
              "id": "https://isop.test/c/AAECAwQFBgcICQoLDA0ODw",
              "type": ["VerifiableCredential", "OpenBadgeCredential"],
              "name": "Opfriscursus werkplekbegeleiders",
              "issuer": { "id": "https://isop.test/certificaten/uitgever", "name": "Partnerschap ISOP", "url": "https://isop.test/", "type": ["Profile"] },
              "validFrom": "2026-11-15T23:00:00Z",
              "validUntil": "2029-07-31T21:59:59Z",
              "awardedDate": "2026-11-15T23:00:00Z",
              "evidence": [{ "name": "Deelname", "narrative": "7 oktober 2026 en 14 oktober 2026, 3 uur en 15 minuten, Basisschool De Linde, Ulft", "type": ["Evidence"] }],
              "credentialStatus": {
                "id": "https://isop.test/certificaten/status/2026-2027#94567", "type": "BitstringStatusListEntry", "statusPurpose": "revocation",
                "statusListIndex": "94567", "statusListCredential": "https://isop.test/certificaten/status/2026-2027"
              },
              "iss": "https://isop.test/certificaten/uitgever",
              "jti": "https://isop.test/c/AAECAwQFBgcICQoLDA0ODw",
              "nbf": 1794783600,
              "exp": 1880229599
            }
            """), Without(badge, "credentialSubject")), badge.ToJsonString());
        var subject = badge["credentialSubject"]!.AsObject();
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""
            {
              "type": ["AchievementSubject"],
              "activityStartDate": "2026-10-06T22:00:00Z",
              "activityEndDate": "2026-10-13T22:00:00Z",
              "term": "2026-2027",
              "narrative": "Feedback geven",
              "achievement": {
                "id": "https://isop.test/certificaten/prestaties/opfriscursus", "type": ["Achievement"], "name": "Opfriscursus werkplekbegeleiders",
                "description": "Nam deel aan de opfriscursus voor werkplekbegeleiders.", "achievementType": "CertificateOfCompletion", "inLanguage": "nl",
                "criteria": { "narrative": "Nam deel aan de opfriscursus voor werkplekbegeleiders." }
              }
            }
            """), Without(subject, "identifier")), subject.ToJsonString());
    }

    [Fact]
    public async Task Whose_it_is_stands_there_as_a_name_and_as_the_hash_of_an_address_that_nobody_reads()
    {
        var jwt = await _w.MaakAsync(Badgewereld.Certificaat());
        var identifier = (await _w.JoseAsync(jwt)).Answers[0].Payload!["credentialSubject"]!["identifier"]!.AsArray();

        var (email, name) = (identifier[0]!.AsObject(), identifier[1]!.AsObject());
        Assert.Equal(("IdentityObject", "emailAddress", true), (Text(email, "type"), Text(email, "identityType"), (bool)email["hashed"]!));
        Assert.Equal($"sha256${Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("jorg@school.example" + Text(email, "salt"))))}", Text(email, "identityHash"));
        Assert.Equal(("IdentityObject", "name", false, "Jörg van Dam"), (Text(name, "type"), Text(name, "identityType"), (bool)name["hashed"]!, Text(name, "identityHash")));
        Assert.DoesNotContain("school.example", Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(jwt.Split('.')[1])), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Without_an_address_an_end_a_duration_or_days_the_rest_stands()
    {
        var bare = Badgewereld.Certificaat() with { GeldigTot = null, Minuten = null, Dagen = [], Inhoud = "" };
        var badge = (await _w.JoseAsync(await _w.MaakAsync(bare, email: ""))).Answers[0].Payload!;

        Assert.Equal("name", (string)Assert.Single(badge["credentialSubject"]!["identifier"]!.AsArray())!["identityType"]!);
        Assert.False(badge.ContainsKey("exp") || badge.ContainsKey("validUntil"));
        Assert.Equal("Basisschool De Linde, Ulft", (string)badge["evidence"]![0]!["narrative"]!);
        Assert.False(badge["credentialSubject"]!.AsObject().ContainsKey("activityStartDate"));
    }

    [Fact]
    public async Task The_same_record_and_key_give_the_same_text() =>
        Assert.Equal(await _w.MaakAsync(Badgewereld.Certificaat()), await _w.MaakAsync(Badgewereld.Certificaat()));

    [Fact]
    public async Task What_was_changed_or_says_another_algorithm_is_refused_by_whoever_checks()
    {
        var jwt = await _w.MaakAsync(Badgewereld.Certificaat());
        var answers = (await _w.JoseAsync([jwt, .. Vervalsing.Alle(jwt, await KeyAsync()).Select(v => v.Jwt)])).Answers;

        Assert.Null(answers[0].Error);
        Assert.All(answers.Skip(1), a => Assert.NotNull(a.Error));
    }

    private async Task<Openbaresleutel> KeyAsync() => Assert.Single(await _w.Register.AlleAsync(TestContext.Current.CancellationToken));

    private static string Text(JsonObject from, string name) => (string)from[name]!;

    private static JsonObject Without(JsonObject from, string name)
    {
        var copy = from.DeepClone().AsObject();
        copy.Remove(name);
        return copy;
    }
}
