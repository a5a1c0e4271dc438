using System.Net;
using Isop.Bot.Webhooks;

namespace Isop.Tests.Webhooks;

/// <summary>Which addresses may be given, and where their names may lead.</summary>
public sealed class AdresTests
{
    [Theory]
    [InlineData("https://prod-01.westeurope.logic.azure.com/workflows/x?sig=y")]
    [InlineData("https://prod-01.westeurope.logic.azure.com:443/workflows/x")]
    [InlineData("https://PROD.Logic.Azure.Com/x")]
    [InlineData("https://default.00.environment.api.powerplatform.com/x")]
    [InlineData("https://a.flow.microsoft.com/x")]
    public void A_callback_of_the_Power_Platform_is_taken(string adres) => Assert.True(Webhookadres.TryRead(adres, new WebhookOptions(), out _));

    [Theory]
    [InlineData("http://prod.logic.azure.com/x")]
    [InlineData("ftp://prod.logic.azure.com/x")]
    [InlineData("https://prod.logic.azure.com:8443/x")]
    [InlineData("https://u:w@prod.logic.azure.com/x")]
    [InlineData("https://prod.logic.azure.com/x#deel")]
    [InlineData("https://logic.azure.com/x")]
    [InlineData("https://evillogic.azure.com/x")]
    [InlineData("https://logic.azure.com.evil.nl/x")]
    [InlineData("https://prod.logic.azure.com./x")]
    [InlineData("https://evil.nl/prod.logic.azure.com")]
    [InlineData("https://evil.nl\\@prod.logic.azure.com/x")]
    [InlineData("https://127.0.0.1/x")]
    [InlineData("https://[::1]/x")]
    [InlineData("https://2130706433/x")]
    [InlineData("https://localhost/x")]
    [InlineData("/x")]
    [InlineData("")]
    [InlineData(null)]
    public void Anything_else_is_refused(string? adres) => Assert.False(Webhookadres.TryRead(adres, new WebhookOptions(), out _));

    [Fact]
    public void An_address_that_is_too_long_is_refused() =>
        Assert.False(Webhookadres.TryRead($"https://a.logic.azure.com/{new string('x', Webhookadres.Langste)}", new WebhookOptions(), out _));

    [Fact]
    public void The_settings_name_hosts_or_all_under_a_name_and_nothing_else_then_counts()
    {
        var options = new WebhookOptions { Hosts = ["hooks.school.nl", ".han.nl"] };

        Assert.True(options.Mag("hooks.school.nl"));
        Assert.True(options.Mag("a.b.han.nl"));
        Assert.False(options.Mag("a.hooks.school.nl"));
        Assert.False(options.Mag("han.nl"));
        Assert.False(options.Mag("johan.nl"));
        Assert.False(options.Mag("a.logic.azure.com"));
    }

    [Theory]
    [InlineData("hooks.school.nl", true)]
    [InlineData(".school.nl", true)]
    [InlineData("*.school.nl", false)]
    [InlineData("nl", false)]
    [InlineData(".nl", false)]
    [InlineData("..school.nl", false)]
    [InlineData("school.nl.", false)]
    [InlineData("school.nl:8443", false)]
    [InlineData("https://school.nl", false)]
    [InlineData("127.0.0.1", false)]
    [InlineData("", false)]
    public void A_setting_that_names_no_host_stops_the_start(string host, bool goed) =>
        Assert.Equal(goed, new WebhookOptionsRules().Validate(null, new WebhookOptions { Hosts = [host] }).Succeeded);

    [Theory]
    [InlineData("20.50.1.1")]
    [InlineData("8.8.8.8")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.0")]
    [InlineData("100.63.255.255")]
    [InlineData("100.128.0.0")]
    [InlineData("169.253.255.255")]
    [InlineData("192.169.0.0")]
    [InlineData("223.255.255.255")]
    [InlineData("2603:1020:201:10::1")]
    [InlineData("2a01:111:f403::1")]
    [InlineData("::ffff:20.50.1.1")]
    public void A_public_address_may_be_called(string address) => Assert.True(PubliekAdres.Is(IPAddress.Parse(address)));

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("0.255.255.255")]
    [InlineData("10.0.0.0")]
    [InlineData("10.255.255.255")]
    [InlineData("100.64.0.0")]
    [InlineData("100.127.255.255")]
    [InlineData("127.0.0.1")]
    [InlineData("127.255.255.255")]
    [InlineData("168.63.129.16")]
    [InlineData("169.254.169.254")]
    [InlineData("172.16.0.0")]
    [InlineData("172.31.255.255")]
    [InlineData("192.0.0.1")]
    [InlineData("192.0.2.1")]
    [InlineData("192.168.255.255")]
    [InlineData("198.18.0.0")]
    [InlineData("198.19.255.255")]
    [InlineData("198.51.100.1")]
    [InlineData("203.0.113.1")]
    [InlineData("224.0.0.1")]
    [InlineData("240.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::127.0.0.1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:10.1.2.3")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("64:ff9b::a9fe:a9fe")]
    [InlineData("64:ff9b:1::1")]
    [InlineData("100::1")]
    [InlineData("2001::7f00:1")]
    [InlineData("2001:2::1")]
    [InlineData("2001:db8::1")]
    [InlineData("2002:7f00:1::")]
    [InlineData("2002:a9fe:a9fe::")]
    [InlineData("3fff::1")]
    [InlineData("fc00::1")]
    [InlineData("fd00:ec2::254")]
    [InlineData("fe80::1")]
    [InlineData("fe80::1%2")]
    [InlineData("fec0::1")]
    [InlineData("ff02::1")]
    public void Any_other_address_may_not(string address) => Assert.False(PubliekAdres.Is(IPAddress.Parse(address)));
}
