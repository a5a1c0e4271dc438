using Isop.Bot.Web;
using Isop.Core.Register;
using Isop.Core.Time;
using Isop.Core.Toegang;
using Isop.Core.Webhooks;

namespace Isop.Bot.Webhooks;

/// <summary>What one person may hear of, by the register of this moment.</summary>
internal sealed class Abonneerecht(PersonId persoon, CurrentRegister register, TimeProvider clock)
{
    private Gemeten? _last;

    /// <summary>Null when the person is not in the register any more.</summary>
    public async ValueTask<bool?> MagAsync(Gebeurtenis gebeurtenis, CancellationToken ct)
    {
        var (current, today) = (await register(ct), AmsterdamTime.DateOf(clock.GetUtcNow()));
        if (current.FindLiving(persoon) is null)
        {
            return null;
        }

        if (_last is not { } known || known.Register != current || known.Dag != today)
        {
            _last = known = new Gemeten(current, today, Rechten.Van(current, persoon, today));
        }

        return Webhookzicht.Ziet(gebeurtenis, current, known.Rechten, today);
    }

    /// <summary>Of one version of the register and one day, in which rights do not change.</summary>
    private sealed record Gemeten(RegisterSnapshot Register, DateOnly Dag, Rechten Rechten);
}
