using System.Text;
using Isop.Bot.Webhooks;

namespace Isop.Tests.Webhooks;

public sealed class HandtekeningTests
{
    /// <summary>The example of the Standard Webhooks libraries.</summary>
    [Fact]
    public void It_is_the_signature_that_the_standard_gives_for_its_example()
    {
        var key = Handtekening.Lees("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

        var signature = key.Van("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, Encoding.UTF8.GetBytes("""{"test": 2432232314}"""));

        Assert.Equal("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", signature);
    }

    [Fact]
    public void Every_secret_is_another_of_256_bits()
    {
        var secrets = Enumerable.Range(0, 100).Select(_ => Handtekening.Trek()).ToList();

        Assert.Equal(100, secrets.Distinct().Count());
        Assert.All(secrets, s => Assert.Equal(32, Convert.FromBase64String(s["whsec_".Length..]).Length));
        Assert.Throws<FormatException>(() => Handtekening.Lees("geheim"));
    }
}
