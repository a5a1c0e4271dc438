using Isop.Core.Certificaten;

namespace Isop.Tests.Certificaten;

public sealed class CertificaatnummerTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("AAECAwQFBgcICQoLDA0OD")]
    [InlineData("AAECAwQFBgcICQoLDA0ODw=")]
    [InlineData("AAECAwQFBgcICQoLDA0ODx")]
    [InlineData("AAECAwQFBgcICQoLDA0OD@")]
    [InlineData("AAECAwQFBgcICQoLDA0O+/")]
    [InlineData("AAECAwQFBgcICQoLDA0O==")]
    [InlineData("AAECAwQFBgcIC QoLDA0OD")]
    [InlineData("AAECAwQFBgcICQoLDA0ODé")]
    public void What_is_no_number_is_refused_and_nothing_breaks(string? text) => Assert.False(Certificaatnummer.TryParse(text, out _));

    [Fact]
    public void A_drawn_number_is_read_back()
    {
        for (var time = 0; time < 1000; time++)
        {
            var nummer = Certificaatnummer.Trek();
            Assert.Equal(nummer, Certificaatnummer.Parse(nummer.ToString()));
        }
    }
}
