using System.Net;
using Isop.Core.Certificaten.Badges;
using Isop.Core.Sleutels;
using Isop.Tests.Sleutels;
using Microsoft.Extensions.DependencyInjection;

namespace Isop.Tests.Certificaten.Badges;

/// <summary>The keys: of the installation's own, and of a vault.</summary>
public sealed class OndertekeningTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task After_another_key_came_the_old_credential_verifies_and_a_new_one_names_the_new_key(bool withVault)
    {
        using var vault = new FakeVault();
        await using var w = new Badgewereld(withVault ? vault : null);
        var before = await w.MaakAsync(Badgewereld.Certificaat());
        var renewed = await w.Ondertekening.VernieuwAsync(Ct);
        vault.Renew();
        var after = await w.MaakAsync(Badgewereld.Certificaat());

        var answer = await w.JoseAsync(before, after);

        Assert.All(answer.Answers, a => Assert.Null(a.Error));
        Assert.Equal(2, answer.Answers.Select(a => (string)a.Header!["kid"]!).Distinct().Count());
        Assert.Equal(
            answer.Thumbprints.Order(StringComparer.Ordinal), (await w.Register.AlleAsync(Ct)).Select(k => k.Kid).Order(StringComparer.Ordinal));
        foreach (var jwt in (string[])[before, after])
        {
            Assert.IsType<Badgeoordeel.Echt>(await w.Controle.ControleerAsync(jwt, Ct));
        }

        if (withVault)
        {
            Assert.Equal(new Sleutelvernieuwing.InKluis(new Uri(FakeVault.Key)), renewed);
            Assert.Equal(["", "1/sign", "", "2/sign"], vault.Calls);
        }
        else
        {
            Assert.EndsWith($"/{Assert.IsType<Sleutelvernieuwing.Vernieuwd>(renewed).Kid}", (string)answer.Answers[1].Header!["kid"]!, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Processes_that_begin_at_once_sign_with_one_key()
    {
        await using var w = new Badgewereld();
        var processes = Enumerable.Range(0, 4).Select(_ => w.Compose(null)).ToList();

        var signed = await Task.WhenAll(processes.Select(p => Task.Run(
            () => p.GetRequiredService<Ondertekening>().TekenAsync("JWT", "{}"u8.ToArray(), new Badgeadressen(new Uri("https://isop.test")), Ct).AsTask(), Ct)));

        Assert.Single(signed.Distinct());
        Assert.Single(await w.Register.AlleAsync(Ct));
        processes.ForEach(p => p.Dispose());
    }

    [Fact]
    public async Task A_key_is_known_before_its_first_signature()
    {
        using var vault = new FakeVault { RefusesToSign = true };
        await using var w = new Badgewereld(vault);
        var version = await vault.Open().NewestAsync(Ct);

        await Assert.ThrowsAsync<KeyVaultUnavailableException>(() => w.MaakAsync(Badgewereld.Certificaat()).AsTask());

        Assert.Equal(Openbaresleutel.Van(version.Modulus, version.Exponent), Assert.Single(await w.Register.AlleAsync(Ct)));
    }

    [Fact]
    public async Task In_Azure_without_a_key_it_says_which_setting_is_missing_and_signs_nothing()
    {
        await using var w = new Badgewereld(settings: ("Isop:Storage", "https://proef.table.core.windows.net"));

        Assert.Equal("Er is nog geen sleutel om certificaten mee te ondertekenen: stel Isop:Certificaten:Sleutel in.", w.Ondertekening.Ontbreekt);
        Assert.Equal(new Sleutelvernieuwing.Ontbreekt(w.Ondertekening.Ontbreekt!), await w.Ondertekening.VernieuwAsync(Ct));
        await Assert.ThrowsAsync<InvalidOperationException>(() => w.MaakAsync(Badgewereld.Certificaat()).AsTask());
        Assert.Empty(await w.Register.AlleAsync(Ct));
    }

    [Fact]
    public async Task With_a_key_nothing_is_missing()
    {
        using var vault = new FakeVault();
        await using var own = new Badgewereld();
        await using var azure = new Badgewereld(vault, ("Isop:Storage", "https://proef.table.core.windows.net"));

        Assert.Null(own.Ondertekening.Ontbreekt);
        Assert.Null(azure.Ondertekening.Ontbreekt);
    }

    [Fact]
    public async Task A_vault_that_does_not_answer_is_told()
    {
        using var vault = new FakeVault();
        await using var w = new Badgewereld(vault);
        vault.Answer(HttpStatusCode.Forbidden);

        await Assert.ThrowsAsync<KeyVaultUnavailableException>(() => w.MaakAsync(Badgewereld.Certificaat()).AsTask());
    }
}
