using Isop.Bot.Certificaten.Controle;
using Isop.Core.Certificaten;

namespace Isop.Tests.Certificaten.Controle;

public sealed class InvoerTests
{
    private const string Nummer = "AAECAwQFBgcICQoLDA0ODw";
    private static readonly Uri Site = new("https://isop.test/");

    [Theory]
    [InlineData(Nummer)]
    [InlineData($"  {Nummer}\r\n")]
    [InlineData("AAECAwQF BgcICQoL\u00ADDA0ODw")]
    [InlineData($"<https://isop.test/c/{Nummer}>.")]
    [InlineData($"https://isop.test/c/{Nummer}")]
    [InlineData($"https://isop.test/c/{Nummer}/")]
    [InlineData($"http://ISOP.test/C/{Nummer}?utm=1#x")]
    [InlineData($"isop.test/c/{Nummer}")]
    [InlineData($"https://isop.test:443/c/AAECAwQFBgcI\n CQoLDA0ODw")]
    public void A_number_and_a_link_are_read_as_people_copy_them(string text) =>
        Assert.Equal(new Invoer.Nummer(Certificaatnummer.Parse(Nummer)), Invoer.Lees(text, Site));

    [Fact]
    public void On_a_laptop_a_link_without_a_scheme_is_read_too() =>
        Assert.Equal(new Invoer.Nummer(Certificaatnummer.Parse(Nummer)), Invoer.Lees($"localhost:3978/c/{Nummer}", new Uri("http://localhost:3978")));

    [Theory]
    [InlineData($"https://isop.example/c/{Nummer}", "isop.example")]
    [InlineData($"https://isop.test@kwaad.example/c/{Nummer}", "kwaad.example")]
    [InlineData($"https://isop.test.kwaad.example/c/{Nummer}", "isop.test.kwaad.example")]
    [InlineData($"https://isop.test:8443/c/{Nummer}", "isop.test")]
    [InlineData($"https://isоp.test/c/{Nummer}", "xn--isp-ted.test")]
    [InlineData($"//kwaad.example/c/{Nummer}", null)]
    [InlineData($"kwaad.example/c/{Nummer}", "kwaad.example")]
    public void An_address_of_another_site_is_named_as_it_is(string text, string? host) =>
        Assert.Equal(host is null ? new Invoer.Onleesbaar() : new Invoer.Elders(host), Invoer.Lees(text, Site));

    [Theory]
    [InlineData("hallo")]
    [InlineData("AAECAwQFBgcICQoLDA0OD")]
    [InlineData("AAECAwQFBgcICQoLDA0ODx")]
    [InlineData("https://isop.test/")]
    [InlineData("https://isop.test/c/kort")]
    [InlineData($"https://isop.test/x/{Nummer}")]
    [InlineData($"javascript://isop.test/c/{Nummer}")]
    [InlineData($"file:///c/{Nummer}")]
    [InlineData("http://")]
    [InlineData("http://[/c/x")]
    public void Junk_is_junk(string text) => Assert.IsType<Invoer.Onleesbaar>(Invoer.Lees(text, Site));

    [Theory]
    [InlineData("")]
    [InlineData(" \t\r\n ")]
    [InlineData("\u200B.")]
    public void Nothing_is_nothing(string text) => Assert.IsType<Invoer.Leeg>(Invoer.Lees(text, Site));

    [Fact]
    public void Too_much_is_not_looked_at() => Assert.IsType<Invoer.Onleesbaar>(Invoer.Lees(Nummer + new string(' ', 500), Site));
}
