using System.Collections.Concurrent;
using Isop.Bot.Bezorging;
using Isop.Bot.Web;
using Isop.Core.Register;
using Isop.Core.Webhooks;
using Microsoft.Extensions.Options;

namespace Isop.Bot.Webhooks;

/// <summary>
/// One attempt to deliver. What was asked when the event was passed on is asked again here, right before the call: does this process lead and
/// may anything be sent, does the subscription live, is its account still its owner's, is she in the register and may see this case, may the
/// address be called.
/// </summary>
internal sealed class Webhookpoging(
    AbonnementStore store, Webhookgeheimen geheimen, Webhookzender zender, Verzendpoort poort, CurrentRegister register, AccountHoudt houdt,
    IOptions<WebhookOptions> options, IOptions<WebOptions> site, TimeProvider clock)
{
    /// <summary>How old what is known of a subscription may be.</summary>
    private static readonly TimeSpan Vers = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, Bekend> _bekend = [];

    public bool Leidt => poort.Leads;

    public async ValueTask<Pogingsuitslag> DoeAsync(Abonnement abonnement, Aflevering aflevering, CancellationToken ct)
    {
        if (await poort.AskAsync(null, ct) is not PoortStand.Open)
        {
            return new Pogingsuitslag.NietNu();
        }

        var bekend = _bekend.GetOrAdd(abonnement.Id, _ => new Bekend(abonnement, new Abonneerecht(abonnement.Persoon, register, clock)));
        if (!await bekend.LeeftAsync(store, clock, ct))
        {
            _bekend.TryRemove(abonnement.Id, out _);
            return new Pogingsuitslag.Gestopt();
        }

        if (!await houdt(abonnement, ct))
        {
            return new Pogingsuitslag.Stop(Stopreden.AccountLos);
        }

        if (await bekend.Recht.MagAsync(aflevering.Gebeurtenis, ct) is not { } mag)
        {
            return new Pogingsuitslag.Stop(Stopreden.NietMeerInRegister);
        }

        // What waited for another attempt may have been erased meanwhile.
        if (!mag || (aflevering.Pogingen > 0 && !await store.IsOnderwegAsync(abonnement.Id, aflevering, ct)))
        {
            return new Pogingsuitslag.MagNiet();
        }

        if (!bekend.IsOpen(geheimen, out var adres, out var handtekening))
        {
            return new Pogingsuitslag.Stop(Stopreden.Onleesbaar);
        }

        if (!Webhookadres.TryRead(adres, options.Value, out var uri))
        {
            return new Pogingsuitslag.Beantwoord(new Webhookantwoord.Geen(Webhookhinder.OnveiligAdres));
        }

        var body = Webhookinhoud.Maak(aflevering.Gebeurtenis, site.Value.PublicUrl);
        return poort.Leads
            ? new Pogingsuitslag.Beantwoord(await zender.SendAsync(uri, handtekening, aflevering.Gebeurtenis.Id, body, ct))
            : new Pogingsuitslag.NietNu();
    }

    /// <summary>What is kept of a subscription between its calls.</summary>
    private sealed class Bekend(Abonnement abonnement, Abonneerecht recht)
    {
        private long? _gelezen;
        private (string Adres, Handtekening Handtekening)? _open;

        public Abonneerecht Recht { get; } = recht;

        public async ValueTask<bool> LeeftAsync(AbonnementStore store, TimeProvider clock, CancellationToken ct)
        {
            if (_gelezen is { } at && clock.GetElapsedTime(at) < Vers)
            {
                return true;
            }

            var began = clock.GetTimestamp();
            if (await store.FindAsync(abonnement.Id, ct) is not { Gestopt: null })
            {
                return false;
            }

            _gelezen = began;
            return true;
        }

        public bool IsOpen(Webhookgeheimen geheimen, out string adres, out Handtekening handtekening)
        {
            if (_open is null && geheimen.TryOpen(abonnement, out var read, out var key))
            {
                _open = (read, key);
            }

            (adres, handtekening) = _open ?? ("", null!);
            return _open is not null;
        }
    }
}

/// <summary>Whether the account that a subscription was asked with is still the person's.</summary>
internal delegate ValueTask<bool> AccountHoudt(Abonnement abonnement, CancellationToken cancellationToken);

/// <summary>What came of an attempt.</summary>
internal abstract record Pogingsuitslag
{
    private Pogingsuitslag()
    {
    }

    public sealed record Beantwoord(Webhookantwoord Antwoord) : Pogingsuitslag;

    /// <summary>Sending is stopped, or another leads: everything stays as it is.</summary>
    public sealed record NietNu : Pogingsuitslag;

    /// <summary>Its owner may not hear of this (any more).</summary>
    public sealed record MagNiet : Pogingsuitslag;

    /// <summary>The subscription has to end.</summary>
    public sealed record Stop(Stopreden Reden) : Pogingsuitslag;

    /// <summary>The subscription has ended.</summary>
    public sealed record Gestopt : Pogingsuitslag;
}
