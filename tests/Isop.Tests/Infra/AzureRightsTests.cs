using Isop.Core.Bezorging;

namespace Isop.Tests.Infra;

/// <summary>Who may do what where: the whole list, so that no right comes in unseen.</summary>
public sealed class AzureRightsTests(AzureFixture azure)
{
    private static readonly Dictionary<string, string> Roles = new()
    {
        ["0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3"] = "Storage Table Data Contributor",
        ["76199698-9eea-4c19-bc75-cec21354c6b6"] = "Storage Table Data Reader",
        ["19e7f393-937e-4f77-808e-94535e297925"] = "Storage Queue Data Reader",
        ["974c5e8b-45b9-4653-ba55-5f855dd0fb88"] = "Storage Queue Data Contributor",
        ["c6a89b2d-59bc-44d0-9896-0f6e12d7b80a"] = "Storage Queue Data Message Sender",
        ["8a0f0c08-91a1-4084-bc3d-661d67233fed"] = "Storage Queue Data Message Processor",
        ["b7e6dc6d-f1e8-4753-8033-0f276bb0955b"] = "Storage Blob Data Owner",
        ["ba92f5b4-2d11-453d-a403-e96b0029c9fe"] = "Storage Blob Data Contributor",
        ["e147488a-f6f5-4113-8e2d-b22465e65bf6"] = "Key Vault Crypto Service Encryption User",
        ["12338af0-0e69-4776-bea7-57ae8d297424"] = "Key Vault Crypto User",
        ["3913510d-42f4-4e42-8a64-420c390055eb"] = "Monitoring Metrics Publisher",
    };

    [Fact]
    public async Task Both_identities_have_exactly_the_rights_that_their_work_needs()
    {
        var tables = (await azure.OfTypeAsync("Microsoft.Storage/storageAccounts/tableServices/tables")).Select(t => t.Name.Split('/')[^1]);
        string[] expected =
        [
            .. tables.SelectMany(t => new[] { $"bot: Storage Table Data Contributor on {t}", $"functions: Storage Table Data Contributor on {t}" }),
            $"bot: Storage Queue Data Message Processor on {KickQueues.Kick}",
            $"bot: Storage Queue Data Message Sender on {KickQueues.Kick}",
            $"bot: Storage Queue Data Message Sender on {KickQueues.PoisonOf(KickQueues.Kick)}",
            $"bot: Storage Queue Data Message Sender on {KickQueues.Certificaten}",
            // Get Queue Metadata, by which /gezond counts, is in neither of the two above.
            $"bot: Storage Queue Data Reader on {KickQueues.Kick}",
            $"bot: Storage Queue Data Reader on {KickQueues.PoisonOf(KickQueues.Kick)}",
            "bot: Key Vault Crypto Service Encryption User on dataprotection",
            "bot: Monitoring Metrics Publisher on appi-isop",
            $"functions: Storage Queue Data Message Sender on {KickQueues.Kick}",
            $"functions: Storage Queue Data Contributor on {KickQueues.Certificaten}",
            $"functions: Storage Queue Data Contributor on {KickQueues.PoisonOf(KickQueues.Certificaten)}",
            "functions: Storage Table Data Reader on stisop",
            "functions: Storage Blob Data Contributor on backups",
            "functions: Storage Blob Data Owner on stisoph",
            "functions: Key Vault Crypto Service Encryption User on backup",
            // Reserved: nobody uses it yet.
            "functions: Key Vault Crypto Service Encryption User on stage-evaluatie",
            "functions: Key Vault Crypto User on certificaten",
            "functions: Monitoring Metrics Publisher on appi-isop",
        ];

        Assert.Equal(expected.Order(StringComparer.Ordinal), (await RightsAsync()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Only_functions_can_open_the_answers_of_a_stage_evaluatie() =>
        Assert.Equal(
            ["functions: Key Vault Crypto Service Encryption User on stage-evaluatie"],
            (await RightsAsync()).Where(r => r.EndsWith(" on stage-evaluatie", StringComparison.Ordinal) || r.EndsWith(" on kv-isop", StringComparison.Ordinal)));

    [Fact]
    public async Task Only_functions_can_sign_a_certificate_and_with_a_key_that_does_nothing_else()
    {
        var key = (await azure.OfTypeAsync("Microsoft.KeyVault/vaults/keys")).Single(k => k.Name.EndsWith("/certificaten", StringComparison.Ordinal));

        Assert.Equal(["functions: Key Vault Crypto User on certificaten"], (await RightsAsync()).Where(r => r.EndsWith(" on certificaten", StringComparison.Ordinal) && r.Contains("Key Vault", StringComparison.Ordinal)));
        Assert.Equal(["sign", "verify"], key.At("properties.keyOps")!.AsArray().Select(o => (string)o!));
    }

    private async Task<IEnumerable<string>> RightsAsync()
    {
        var made = (await azure.OfTypeAsync("Microsoft.Storage/storageAccounts")).Select(a => a.Name).ToList();
        var token = made.Single(n => !n.StartsWith("stisoph", StringComparison.Ordinal))["stisop".Length..];
        return (await azure.OfTypeAsync("Microsoft.Authorization/roleAssignments")).Select(r =>
        {
            var principal = (string)r.At("properties.principalId")!;
            var who = principal.Contains("/id-isop-bot-", StringComparison.Ordinal) ? "bot"
                : principal.Contains("/id-isop-functions-", StringComparison.Ordinal) ? "functions" : principal;
            var role = ((string)r.At("properties.roleDefinitionId")!).Split('/')[^1];
            var on = r.Id.Split("/providers/Microsoft.Authorization/")[0].Split('/')[^1].Replace(token, "", StringComparison.Ordinal).TrimEnd('-');
            return $"{who}: {Roles.GetValueOrDefault(role, role)} on {on}";
        });
    }
}
