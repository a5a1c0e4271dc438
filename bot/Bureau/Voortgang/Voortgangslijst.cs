using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Isop.Core.Register;
using Isop.Core.Time;
using Isop.Core.Toegang;
using Isop.Core.Tussenevaluaties;

namespace Isop.Bot.Bureau.Voortgang;

/// <summary>
/// Knows how far the cases of a study year are. They are read once; after that only what changed is (<see cref="Zaakwijzigingen"/>), and names
/// come from the register of now. Who may see what is asked at every call and never kept.
/// </summary>
internal sealed partial class Voortgangslijst(TussenevaluatieStore zaken, RegisterStore registers, TimeProvider clock, ILogger<Voortgangslijst> logger) : IDisposable
{
    /// <summary>What this process changes shows at once; what another one changes, after this.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);

    /// <summary>
    /// After this everything is read again, beside whoever asks: a process that stopped between a change and telling of it may have left one
    /// unseen. A year that nobody asked for this long is forgotten.
    /// </summary>
    public static readonly TimeSpan Geheel = TimeSpan.FromHours(1);

    /// <summary>Enough for the latency of Table Storage, few enough to leave the store to others.</summary>
    private const int AtOnce = 32;

    private readonly SemaphoreSlim _reading = new(1);
    private readonly ConcurrentDictionary<string, Voortgangslezing> _gelezen = new();
    private readonly ConcurrentDictionary<string, Task> _again = new();

    /// <summary>The cases of the year that this person may see by name, as she may know them, by the student's name.</summary>
    public async ValueTask<IReadOnlyList<VoortgangRegel>> ReadAsync(string jaar, Rechten wie, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var seen = wie.HeeftOverAllen(Recht.Staat)
            ? await AlleAsync(jaar, now, cancellationToken)
            : await ReadAsync(jaar, kring => wie.Heeft(Recht.Staat, kring), now, cancellationToken);
        var register = await registers.CurrentAsync(cancellationToken);
        return register.HeeftStage(wie.Person) ? [.. seen.Select(r => r.Voor(wie.Person))] : seen;
    }

    /// <summary>The cases of the year that may be seen, by the student's name.</summary>
    public async ValueTask<IReadOnlyList<VoortgangRegel>> ReadAsync(
        string jaar, Func<Kring, bool> mag, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var all = await AlleAsync(jaar, now, cancellationToken);

        // Who may see all of them gets the list itself.
        return all.All(r => mag(r.Kring)) ? all : [.. all.Where(r => mag(r.Kring))];
    }

    /// <summary>
    /// All cases of the year, for who asks about rights by itself. One reads at a time, so that impatience does not multiply the work; who finds
    /// it read waits for nobody.
    /// </summary>
    public async ValueTask<IReadOnlyList<VoortgangRegel>> AlleAsync(string jaar, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (register, today) = (await registers.CurrentAsync(cancellationToken), AmsterdamTime.DateOf(now));
        if (_gelezen.TryGetValue(jaar, out var last) && Holds(last, register, today))
        {
            return last.Regels;
        }

        await _reading.WaitAsync(cancellationToken);
        try
        {
            last = _gelezen.GetValueOrDefault(jaar);
            if (last is null || !Holds(last, register, today))
            {
                Forget(jaar);
                _gelezen[jaar] = last = await RenewAsync(jaar, last, register, today, cancellationToken);
            }
        }
        finally
        {
            _reading.Release();
        }

        if (clock.GetElapsedTime(last.GeheelOp) >= Geheel)
        {
            ReadAgain(jaar, register, today);
        }

        return last.Regels;
    }

    private bool Holds(Voortgangslezing last, RegisterSnapshot register, DateOnly today) =>
        last.Register == register.Version && last.Dag == today && last.Stand == zaken.Wijzigingen.Stand && clock.GetElapsedTime(last.Op) < Fresh;

    private void Forget(string besides)
    {
        foreach (var (jaar, lezing) in _gelezen)
        {
            if (jaar != besides && clock.GetElapsedTime(lezing.Op) > Geheel)
            {
                _gelezen.TryRemove(jaar, out _);
            }
        }
    }

    private async ValueTask<Voortgangslezing> RenewAsync(
        string jaar, Voortgangslezing? last, RegisterSnapshot register, DateOnly today, CancellationToken cancellationToken)
    {
        // Taken before reading: what changes meanwhile is looked at next time.
        var (op, tot, stand) = (clock.GetTimestamp(), clock.GetUtcNow(), zaken.Wijzigingen.Stand);
        if (last is null || stand.Gemist != last.Stand.Gemist || tot < last.Tot - Zaakwijzigingen.Speling)
        {
            return await ReadAllAsync(jaar, register, today, cancellationToken);
        }

        var blad = await zaken.Wijzigingen.SindsAsync(last.Tot - Zaakwijzigingen.Speling, last.Gezien, cancellationToken);

        // Who is erased leaves the register first; the case follows without a row of its own.
        var now = last.Bij(register, today);
        var again = blad.Zaken.Concat(now.Regels.Where(r => r.MistIemand).Select(r => r.Zaak)).Distinct();
        var changed = await ReadAsync(again.ToAsyncEnumerable(), jaar, register, today, cancellationToken);
        return now.Met(changed) with { Op = op, Tot = tot, Stand = stand, Gezien = blad.Rijen };
    }

    private async ValueTask<Voortgangslezing> ReadAllAsync(string jaar, RegisterSnapshot register, DateOnly today, CancellationToken cancellationToken)
    {
        var (op, tot, stand) = (clock.GetTimestamp(), clock.GetUtcNow(), zaken.Wijzigingen.Stand);
        var known = await zaken.Wijzigingen.SindsAsync(tot - Zaakwijzigingen.Speling, new HashSet<string>(), cancellationToken);
        var begun = new Voortgangslezing { Regels = [], Register = register.Version, Dag = today, Op = op, GeheelOp = op, Tot = tot, Stand = stand, Gezien = known.Rijen };
        return begun.Met(await ReadAsync(zaken.ZakenOfJaarAsync(jaar, cancellationToken), jaar, register, today, cancellationToken));
    }

    /// <summary>Null for what is no case of the year, or not any more.</summary>
    private async ValueTask<IReadOnlyDictionary<string, VoortgangRegel?>> ReadAsync(
        IAsyncEnumerable<string> ids, string jaar, RegisterSnapshot register, DateOnly today, CancellationToken cancellationToken)
    {
        var regels = new ConcurrentDictionary<string, VoortgangRegel?>();
        await Parallel.ForEachAsync(
            ids,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (id, token) => regels[id] = await zaken.FindAsync(id, token) is { } zaak && zaak.Studiejaar == jaar ? VoortgangRegel.Of(zaak, register, today) : null);
        return regels;
    }

    /// <summary>One at a time for each year; nobody waits for it.</summary>
    private void ReadAgain(string jaar, RegisterSnapshot register, DateOnly today)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (_again.TryAdd(jaar, done.Task))
        {
            _ = Task.Run(() => ReadAgainAsync(jaar, register, today, done), CancellationToken.None);
        }
    }

    private async Task ReadAgainAsync(string jaar, RegisterSnapshot register, DateOnly today, TaskCompletionSource done)
    {
        try
        {
            var whole = await ReadAllAsync(jaar, register, today, CancellationToken.None);
            await _reading.WaitAsync();
            _gelezen[jaar] = whole;
            _reading.Release();
        }
#pragma warning disable CA1031 // The boundary of work that nobody waits for: what there was stays, and the next reader tries again.
        catch (Exception trouble)
#pragma warning restore CA1031
        {
            Log.NotRead(logger, trouble);
        }
        finally
        {
            _again.TryRemove(jaar, out _);
            done.SetResult();
        }
    }

    /// <summary>Done when what is being read again is there; at once when nothing is.</summary>
    internal Task ReadAgainAsync(string jaar) => _again.GetValueOrDefault(jaar, Task.CompletedTask);

    public void Dispose() => _reading.Dispose();

    /// <summary>One case by name, always as it is now; null also for a case this person may not see by name.</summary>
    public async ValueTask<VoortgangRegel?> FindAsync(string zaak, Rechten wie, DateTimeOffset now, CancellationToken cancellationToken) =>
        (await FindAsync(zaak, kring => wie.Heeft(Recht.Staat, kring), now, cancellationToken))?.Voor(wie.Person);

    /// <inheritdoc cref="FindAsync(string, Rechten, DateTimeOffset, CancellationToken)"/>
    public async ValueTask<VoortgangRegel?> FindAsync(string zaak, Func<Kring, bool> mag, DateTimeOffset now, CancellationToken cancellationToken) =>
        zaak.Length is > 0 and <= 64 && zaak.All(char.IsAsciiLetterOrDigit) && await zaken.FindAsync(zaak, cancellationToken) is { } found
        && VoortgangRegel.Of(found, await registers.CurrentAsync(cancellationToken), AmsterdamTime.DateOf(now)) is var regel
        && mag(regel.Kring)
            ? regel
            : null;

    /// <summary>The study years of the kalender, the newest first.</summary>
    public static IReadOnlyList<string> Jaren(RegisterSnapshot register) =>
        [.. register.Kalender.Rows(KalenderSoort.Studiejaar).OrderByDescending(r => r.Van).Select(r => r.Naam).Distinct()];

    /// <summary>The study year that is asked for, if the kalender has it; without a question the one of today.</summary>
    public static string? Gevraagd(RegisterSnapshot register, string? asked, DateOnly today) =>
        asked is null ? JaarVan(register, today) : Jaren(register).FirstOrDefault(j => j == asked);

    /// <summary>The study year of a day: the one that holds it, else the last that began, else the first there is.</summary>
    public static string? JaarVan(RegisterSnapshot register, DateOnly day)
    {
        var jaren = register.Kalender.Rows(KalenderSoort.Studiejaar).OrderBy(r => r.Van).ToList();
        return (jaren.LastOrDefault(r => r.Van <= day) ?? jaren.FirstOrDefault())?.Naam;
    }

    /// <summary>The period most cases are in on a day, from a week before the opening to the end of the stage; null when none is.</summary>
    public static string? PeriodeVan(IEnumerable<VoortgangRegel> regels, DateOnly day) => Perioden(regels, day).VanDag;

    /// <summary>All of them, and <see cref="PeriodeVan"/>, in one walk.</summary>
    public static (IReadOnlyCollection<string> Alle, string? VanDag) Perioden(IEnumerable<VoortgangRegel> regels, DateOnly day)
    {
        var (counts, opened) = (new Dictionary<string, int>(StringComparer.Ordinal), day.AddDays(7));
        foreach (var regel in regels)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(counts, regel.Periode, out _) += regel.Opening <= opened && day <= regel.StageTot ? 1 : 0;
        }

        return (counts.Keys, counts.Where(p => p.Value > 0).OrderByDescending(p => p.Value).Select(p => p.Key).FirstOrDefault());
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The cases of a study year could not be read again")]
        public static partial void NotRead(ILogger logger, Exception trouble);
    }
}
