using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Isop.Core.Webhooks;

namespace Isop.Core.Bezorging;

/// <summary>What programs can be told of messages: that one did not arrive. What is perhaps there is not among it, and what nobody may see neither.</summary>
public static class Berichtgebeurtenissen
{
    /// <summary>Null when it was known already, or is nobody's message.</summary>
    public static Gebeurtenis? Tussen(Probleem? was, Probleem wordt) =>
        wordt is { CanBeSentAgain: true, State: BezorgStaat.Failed or BezorgStaat.WaitingForInstall } && (was?.State, was?.Since) != (wordt.State, wordt.Since)
            ? new Gebeurtenis
            {
                Soort = Gebeurtenissoort.Bericht, Wat = Gebeurteniswoorden.NietAangekomen, Zaak = Kenmerk(wordt.Bericht ?? wordt.Bezorging!),
                Keer = wordt.Since.UtcTicks.ToString(CultureInfo.InvariantCulture), Op = wordt.Since, Betrokken = [wordt.Person],
                Staat = wordt.State == BezorgStaat.Failed ? "mislukt" : "onbereikbaar",
            }
            : null;

    /// <summary>A delivery's own id names its case, which may be the number of a certificate.</summary>
    private static string Kenmerk(string id) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)).AsSpan(0, 16));
}
