using System.Collections.Concurrent;
using Isop.Core.Bezorging;
using Isop.Core.Storage;
using Isop.Core.Webhooks;

namespace Isop.Bot.Webhooks;

/// <summary>
/// What is on its way to one receiver, while this process leads. A case's next event waits for the one before it, also while that waits for
/// another attempt; other cases go on, a few calls at once. One loop decides and stores; a call only brings it what came of it. What is not
/// in memory is in the store, so nothing is lost with the process: at worst a call whose result was not stored yet is made again.
/// </summary>
internal sealed partial class Abonnementrij(
    Abonnement abonnement, AbonnementStore store, Webhookpoging poging, TimeProvider clock, ILogger logger)
{
    /// <summary>Rows in memory; the rest waits in the store.</summary>
    private const int InGeheugen = 2000;

    /// <summary>Results in one commit: many enough to be cheap.</summary>
    private const int PerCommit = 50;

    /// <summary>How long a result waits for others to be stored with.</summary>
    private static readonly TimeSpan Bundel = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan StraksNogEens = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LangsteWacht = TimeSpan.FromMinutes(1);

    private readonly Kick _bel = new();
    private readonly ConcurrentQueue<Stored<Aflevering>> _nieuw = [];
    private readonly ConcurrentQueue<(Stored<Aflevering> Was, Pogingsuitslag Uitslag)> _klaar = [];

    // Only the loop touches what follows.
    private readonly Dictionary<string, List<Stored<Aflevering>>> _zaken = [];
    private readonly HashSet<string> _rijen = [];
    private readonly Queue<string> _gereed = [];
    private readonly PriorityQueue<string, DateTimeOffset> _later = new();
    private readonly List<(Stored<Aflevering> Was, Aflevering Wordt)> _uit = [];
    private readonly List<Task> _bezig = [];
    private readonly Rondgangtelling _rondgang = new();
    private DateTimeOffset _sinds;
    private Stored<Abonnementstand>? _bewaard;
    private Abonnementstand _stand = new() { Persoon = abonnement.Persoon };
    private Stopreden? _stop;
    private bool _begonnen;
    private bool _meer = true;
    private volatile bool _einde;

    /// <summary>Takes what was planned just now, and is stored.</summary>
    public void Neem(IEnumerable<Stored<Aflevering>> gepland)
    {
        foreach (var aflevering in gepland)
        {
            _nieuw.Enqueue(aflevering);
        }

        _bel.Ring();
    }

    /// <summary>Somebody ended the subscription.</summary>
    public void Eindig()
    {
        _einde = true;
        _bel.Ring();
    }

    /// <summary>Until the subscription ends or the lead does.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        try
        {
            while (!_einde)
            {
                try
                {
                    await StapAsync(ct);
                }
                catch (StorageUnavailableException trouble)
                {
                    Log.StorageUnavailable(logger, abonnement.Id, trouble);
                    await Task.Delay(StraksNogEens, clock, ct);
                }
            }

        }
        finally
        {
            await AfrondenAsync();
        }

        await store.RuimOpAsync(abonnement with { Gestopt = clock.GetUtcNow() }, ct);
    }

    private async ValueTask StapAsync(CancellationToken ct)
    {
        if (!_begonnen)
        {
            _bewaard = await store.StandAsync(abonnement.Id, ct);
            (_stand, _begonnen) = (_bewaard?.Value ?? _stand, true);
        }

        if (_meer && _rijen.Count < InGeheugen / 2)
        {
            await LaadAsync(ct);
        }

        while (_nieuw.TryDequeue(out var aflevering))
        {
            // While there is more in the store than here, it is read from there in its turn.
            if (!_meer && !(_meer = _rijen.Count >= InGeheugen))
            {
                VoegToe(aflevering);
            }
        }

        var now = clock.GetUtcNow();
        while (_klaar.TryDequeue(out var klaar))
        {
            Verwerk(klaar.Was, klaar.Uitslag, now);
        }

        if (_uit.Count >= PerCommit || (_uit.Count > 0 && (now - _sinds >= Bundel || _stop is not null)))
        {
            await BewaarAsync(ct);
        }

        if (_stop is { } reden)
        {
            await store.StopAsync(abonnement.Id, reden, null, now, ct);
            Log.Stopped(logger, abonnement.Id, reden);
            _einde = true;
            return;
        }

        Begin(now, ct);
        await _bel.WaitAsync(Wacht(clock.GetUtcNow()), clock, ct);
    }

    private async ValueTask LaadAsync(CancellationToken ct)
    {
        _meer = false;
        await foreach (var aflevering in store.OnderwegAsync(abonnement.Id, ct))
        {
            if (_rijen.Count >= InGeheugen)
            {
                _meer = true;
                return;
            }

            VoegToe(aflevering);
        }
    }

    private void VoegToe(Stored<Aflevering> aflevering)
    {
        if (!_rijen.Add(aflevering.Value.Row))
        {
            return;
        }

        var zaak = aflevering.Value.Gebeurtenis.Zaak;
        if (!_zaken.TryGetValue(zaak, out var rij))
        {
            _zaken.Add(zaak, [aflevering]);
            ZetKlaar(zaak);
            return;
        }

        // Almost always the last; one whose relay was cut off may come late.
        var plek = rij.Count;
        while (plek > 0 && string.CompareOrdinal(rij[plek - 1].Value.Row, aflevering.Value.Row) > 0)
        {
            plek--;
        }

        rij.Insert(plek, aflevering);
    }

    /// <summary>A case is in one of three places: ready, later, or with a call.</summary>
    private void ZetKlaar(string zaak, DateTimeOffset? nietVoor = null)
    {
        if (_zaken[zaak] is not [var eerste, ..])
        {
            _zaken.Remove(zaak);
            return;
        }

        _later.Enqueue(zaak, nietVoor ?? eerste.Value.Due);
    }

    private void Verwerk(Stored<Aflevering> was, Pogingsuitslag uitslag, DateTimeOffset now)
    {
        var zaak = was.Value.Gebeurtenis.Zaak;
        switch (uitslag)
        {
            case Pogingsuitslag.NietNu:
                ZetKlaar(zaak, now + StraksNogEens);
                return;
            case Pogingsuitslag.MagNiet:
                Klaar(was, was.Value with { State = BezorgStaat.Cancelled }, now);
                return;
            case Pogingsuitslag.Stop(var reden):
                _stop ??= reden;
                return;
            case Pogingsuitslag.Gestopt:
                _einde = true;
                return;
            case Pogingsuitslag.Beantwoord(var antwoord):
                var besluit = Afleverregels.Na(was.Value, _stand, antwoord, now);
                (_stand, _stop) = (besluit.Stand, _stop ?? besluit.Stop);
                Klaar(was, besluit.Wordt, now);
                if (antwoord is Webhookantwoord.Aangenomen && _rondgang.IsTeVaak(zaak, now))
                {
                    _stop ??= Stopreden.GaatRond;
                }

                return;
        }
    }

    /// <summary>What goes on is taken up again once it is stored; after anything else the case's next may go.</summary>
    private void Klaar(Stored<Aflevering> was, Aflevering wordt, DateTimeOffset now)
    {
        _sinds = _uit.Count == 0 ? now : _sinds;
        _uit.Add((was, wordt));
        if (!wordt.State.IsOpen())
        {
            Vergeet(was);
        }
    }

    private void Vergeet(Stored<Aflevering> was)
    {
        var zaak = was.Value.Gebeurtenis.Zaak;
        _zaken[zaak].RemoveAll(a => a.Value.Row == was.Value.Row);
        ZetKlaar(zaak);
    }

    private async ValueTask BewaarAsync(CancellationToken ct)
    {
        var (stand, verder) = await store.BewaarAsync(abonnement.Id, _bewaard, _stand, _uit, ct);
        _bewaard = stand;
        var opnieuw = verder.ToDictionary(v => v.Value.Row);
        foreach (var (was, wordt) in _uit)
        {
            if (!wordt.State.IsOpen())
            {
                _rijen.Remove(was.Value.Row);
            }
            else if (opnieuw.TryGetValue(was.Value.Row, out var again))
            {
                var rij = _zaken[was.Value.Gebeurtenis.Zaak];
                rij[rij.FindIndex(a => a.Value.Row == was.Value.Row)] = again;
                ZetKlaar(was.Value.Gebeurtenis.Zaak);
            }
            else
            {
                // Taken away meanwhile: erased.
                _rijen.Remove(was.Value.Row);
                Vergeet(was);
            }
        }

        _uit.Clear();
    }

    private void Begin(DateTimeOffset now, CancellationToken ct)
    {
        _bezig.RemoveAll(t => t.IsCompleted);
        while (_later.TryPeek(out var zaak, out var due) && due <= now)
        {
            _later.Dequeue();
            _gereed.Enqueue(zaak);
        }

        while (!InPauze(now) && _bezig.Count < Afleverregels.TegelijkBij(_stand) && _gereed.TryDequeue(out var zaak))
        {
            var eerste = _zaken[zaak][0];
            if (Afleverregels.IsVerlopen(eerste.Value, now))
            {
                var besluit = Afleverregels.Verloopt(eerste.Value, _stand);
                _stand = besluit.Stand;
                Klaar(eerste, besluit.Wordt, now);
            }
            else
            {
                _bezig.Add(RoepAsync(eerste, ct));
            }
        }
    }

    private bool InPauze(DateTimeOffset now) => _stand.PauzeTot > now;

    private async Task RoepAsync(Stored<Aflevering> aflevering, CancellationToken ct)
    {
        Pogingsuitslag uitslag;
        try
        {
            uitslag = await poging.DoeAsync(abonnement, aflevering.Value, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The lead goes; the next leader finds it planned.
            return;
        }
#pragma warning disable CA1031 // The boundary of one delivery: it is tried again, and the others go on.
        catch (Exception trouble)
#pragma warning restore CA1031
        {
            Log.Failed(logger, abonnement.Id, trouble);
            uitslag = new Pogingsuitslag.NietNu();
        }

        _klaar.Enqueue((aflevering, uitslag));
        _bel.Ring();
    }

    private TimeSpan Wacht(DateTimeOffset now)
    {
        var until = now + LangsteWacht;
        Eerder(_uit.Count > 0 ? _sinds + Bundel : null);
        Eerder(_later.TryPeek(out _, out var due) ? due : null);
        Eerder(_gereed.Count > 0 && InPauze(now) ? _stand.PauzeTot : null);
        return until > now ? until - now : TimeSpan.Zero;

        void Eerder(DateTimeOffset? moment) => until = moment < until ? moment.Value : until;
    }

    /// <summary>Stores what is known, so that the next leader repeats as little as can be.</summary>
    private async ValueTask AfrondenAsync()
    {
        await Task.WhenAll(_bezig);
        if (!poging.Leidt)
        {
            return;
        }

        var now = clock.GetUtcNow();
        while (_klaar.TryDequeue(out var klaar))
        {
            Verwerk(klaar.Was, klaar.Uitslag, now);
        }

        try
        {
            // Of what was erased with its person nothing is written any more.
            if (_uit.Count > 0 && await store.FindAsync(abonnement.Id, CancellationToken.None) is not null)
            {
                await BewaarAsync(CancellationToken.None);
            }
        }
        catch (StorageUnavailableException trouble)
        {
            Log.StorageUnavailable(logger, abonnement.Id, trouble);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "The webhook {Id} ended: {Reden}.")]
        public static partial void Stopped(ILogger logger, string id, Stopreden reden);

        [LoggerMessage(Level = LogLevel.Error, Message = "A call of the webhook {Id} failed on our side; it is made again.")]
        public static partial void Failed(ILogger logger, string id, Exception trouble);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The storage is not available; the webhook {Id} waits.")]
        public static partial void StorageUnavailable(ILogger logger, string id, Exception trouble);
    }
}
