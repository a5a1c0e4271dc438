using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Isop.Core.Certificaten;
using Isop.Core.Certificaten.Badges;

namespace Isop.Tests.Certificaten.Badges;

public sealed class BadgecontroleTests : IAsyncDisposable
{
    private readonly Badgewereld _w = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _w.DisposeAsync();

    [Fact]
    public async Task What_was_signed_here_is_real_with_white_round_it_too()
    {
        var certificaat = Badgewereld.Certificaat(Certificaatnummer.Trek());

        Assert.Equal(new Badgeoordeel.Echt(certificaat.Nummer), await _w.Controle.ControleerAsync($"  {await _w.MaakAsync(certificaat)}\r\n", Ct));
    }

    [Fact]
    public async Task What_says_to_be_ours_and_is_not_as_we_signed_it_is_forged()
    {
        var jwt = await _w.MaakAsync(Badgewereld.Certificaat());
        var key = Assert.Single(await _w.Register.AlleAsync(Ct));

        foreach (var (what, text) in Vervalsing.Alle(jwt, key))
        {
            Assert.True(new Badgeoordeel.Vervalst() == await _w.Controle.ControleerAsync(text, Ct), what);
        }
    }

    [Fact]
    public async Task Of_every_character_another_one_is_never_real()
    {
        var jwt = await _w.MaakAsync(Badgewereld.Certificaat());
        for (var at = 0; at < jwt.Length; at += 7)
        {
            var changed = $"{jwt[..at]}{(jwt[at] == 'A' ? 'B' : 'A')}{jwt[(at + 1)..]}";
            Assert.IsNotType<Badgeoordeel.Echt>(await _w.Controle.ControleerAsync(changed, Ct));
        }

        // The last character has bits that mean nothing: only as we write it.
        foreach (var other in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".Where(c => c != jwt[^1]))
        {
            Assert.IsNotType<Badgeoordeel.Echt>(await _w.Controle.ControleerAsync(jwt[..^1] + other, Ct));
        }
    }

    [Fact]
    public async Task Of_a_badge_of_somebody_else_nothing_is_said_but_whose_it_says_to_be()
    {
        Assert.Equal(new Badgeoordeel.VanEenAnder("badges.example"), await _w.Controle.ControleerAsync(Vreemd("""{"id":"https://badges.example/uitgever"}"""), Ct));
        Assert.Equal(new Badgeoordeel.VanEenAnder("badges.example"), await _w.Controle.ControleerAsync(Vreemd("\"https://badges.example\""), Ct));
        Assert.Equal(new Badgeoordeel.Vervalst(), await _w.Controle.ControleerAsync(Vreemd("\"https://isop.test/certificaten/uitgever\""), Ct));
    }

    [Fact]
    public async Task A_status_list_is_ours_and_no_badge()
    {
        await _w.Lijsten.NeemPlekAsync("2026-2027", Certificaatnummer.Trek(), Ct);

        Assert.Equal(new Badgeoordeel.GeenBadge(), await _w.Controle.ControleerAsync((await _w.Lijsten.LeesAsync("2026-2027", Ct))!, Ct));
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("a.b.c.d")]
    [InlineData("hallo")]
    [InlineData("%PDF-1.7")]
    [InlineData("é.é.é")]
    [InlineData("e30.e30.e30")]
    [InlineData("bnVsbA.bnVsbA.")]
    [InlineData("W10.W10.W10")]
    [InlineData("_w._w._w")]
    public async Task Garbage_is_no_badge(string text) => Assert.Equal(new Badgeoordeel.GeenBadge(), await _w.Controle.ControleerAsync(text, Ct));

    [Theory]
    [InlineData("""{"type":["OpenBadgeCredential"],"issuer":"\ud800"}""")]
    [InlineData("""{"type":["\ud800"],"issuer":"https://isop.test"}""")]
    [InlineData("""{"type":["OpenBadgeCredential"],"issuer":7}""")]
    [InlineData("""{"type":["OpenBadgeCredential"],"issuer":"geen adres"}""")]
    [InlineData("""{"type":["OpenBadgeCredential"],"issuer":"https://isop.test","issuer":"https://badges.example"}""")]
    [InlineData("""{"type":"VerifiableCredential"}""")]
    [InlineData("""{"type":""")]
    public async Task A_payload_that_is_none_is_no_badge(string payload) => Assert.Equal(
        new Badgeoordeel.GeenBadge(), await _w.Controle.ControleerAsync($"{Vervalsing.Write("""{"alg":"RS256"}""")}.{Vervalsing.Write(payload)}.AAAA", Ct));

    [Fact]
    public async Task Bytes_by_chance_nesting_without_end_and_a_text_without_end_are_no_badge()
    {
        var chance = new Random(1);
        for (var i = 0; i < 500; i++)
        {
            var bytes = new byte[chance.Next(200)];
            chance.NextBytes(bytes);
            Assert.Equal(new Badgeoordeel.GeenBadge(), await _w.Controle.ControleerAsync(Encoding.Latin1.GetString(bytes), Ct));
            Assert.Equal(new Badgeoordeel.GeenBadge(), await _w.Controle.ControleerAsync($"e30.{Base64Url.EncodeToString(bytes)}.", Ct));
        }

        Assert.Equal(new Badgeoordeel.GeenBadge(), await _w.Controle.ControleerAsync($"e30.{Vervalsing.Write(new string('[', 5000))}.", Ct));
        Assert.Equal(new Badgeoordeel.GeenBadge(), await _w.Controle.ControleerAsync(new string('A', Badgecontrole.Langste + 1), Ct));
    }

    /// <summary>Soundly signed, with a key that is not ours.</summary>
    private static string Vreemd(string issuer)
    {
        using var rsa = RSA.Create(2048);
        var text = $"{Vervalsing.Write("""{"alg":"RS256","kid":"https://badges.example/keys/1"}""")}.{Vervalsing.Write($$"""{"id":"https://badges.example/1","type":["VerifiableCredential","OpenBadgeCredential"],"issuer":{{issuer}}}""")}";
        return $"{text}.{Base64Url.EncodeToString(rsa.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }
}
