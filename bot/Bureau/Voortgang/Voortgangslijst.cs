using System.Collections.Concurrent;
using Isop.Core.Register;
using Isop.Core.Time;
using Isop.Core.Toegang;
using Isop.Core.Tussenevaluaties;

namespace Isop.Bot.Bureau.Voortgang;

/// <summary>Reads how far the cases of a study year are.</summary>
internal sealed class Voortgangslijst(TussenevaluatieStore zaken, RegisterStore registers, TimeProvider clock) : IDisposable
{
    /// <summary>Reading that takes longer than this (ten thousand cases do) is kept for <see cref="Kept"/>, whatever changes meanwhile.</summary>
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(1);

    /// <summary>Long enough to turn a few pages, short enough that nobody looks at yesterday.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(10);

    /// <summary>What this process changes shows at once; what another one changes, after this.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);

    /// <summary>Enough for the latency of Table Storage, few enough to leave the store to others.</summary>
    private const int AtOnce = 32;

    private readonly SemaphoreSlim _reading = new(1);
    private volatile Gelezen? _last;

    /// <summary>The cases of the year over which one of these rights is held, by the student's name.</summary>
    public ValueTask<IReadOnlyList<VoortgangRegel>> ReadAsync(
        string jaar, Rechten wie, IReadOnlyList<Recht> een, DateTimeOffset now, CancellationToken cancellationToken) =>
        ReadAsync(jaar, kring => een.Any(recht => wie.Heeft(recht, kring)), now, cancellationToken);

    /// <summary>The cases of the year that may be seen, by the student's name.</summary>
    public async ValueTask<IReadOnlyList<VoortgangRegel>> ReadAsync(
        string jaar, Func<Kring, bool> mag, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var all = await ReadKeptAsync(jaar, now, cancellationToken);
        var own = all.Where(r => mag(r.Kring)).ToList();
        return own.Count == all.Count ? all : own;
    }

    /// <summary>One reads at a time, so that impatience does not multiply the work; who finds it read waits for nobody.</summary>
    private async ValueTask<IReadOnlyList<VoortgangRegel>> ReadKeptAsync(string jaar, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var register = await registers.CurrentAsync(cancellationToken);
        var asked = (jaar, register.Version, AmsterdamTime.DateOf(now));
        if (Holds(_last, asked))
        {
            return _last!.Regels;
        }

        await _reading.WaitAsync(cancellationToken);
        try
        {
            if (!Holds(_last, asked))
            {
                var (began, wijzigingen) = (clock.GetTimestamp(), zaken.Wijzigingen);
                var regels = await ReadAllAsync(jaar, register, AmsterdamTime.DateOf(now), cancellationToken);
                var wasLong = clock.GetElapsedTime(began) > Long;
                _last = new Gelezen(asked, clock.GetTimestamp(), wijzigingen, wasLong, regels);
            }

            return _last!.Regels;
        }
        finally
        {
            _reading.Release();
        }
    }

    private bool Holds(Gelezen? last, (string Jaar, string Register, DateOnly Today) asked) =>
        last is not null && last.Of == asked && clock.GetElapsedTime(last.At) is var age
        && (last.WasLong ? age < Kept : age < Fresh && last.Wijzigingen == zaken.Wijzigingen);

    public void Dispose() => _reading.Dispose();

    private async ValueTask<IReadOnlyList<VoortgangRegel>> ReadAllAsync(
        string jaar, RegisterSnapshot register, DateOnly today, CancellationToken cancellationToken)
    {
        var regels = new ConcurrentBag<VoortgangRegel>();
        await Parallel.ForEachAsync(
            zaken.ZakenOfJaarAsync(jaar, cancellationToken),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (id, token) =>
            {
                if (await zaken.FindAsync(id, token) is { } zaak)
                {
                    regels.Add(VoortgangRegel.Of(zaak, register, today));
                }
            });
        return [.. regels.OrderBy(r => r.Naam, BureauText.Names).ThenBy(r => r.Opening).ThenBy(r => r.Zaak, StringComparer.Ordinal).Select((r, i) => r with { Plaats = i })];
    }

    /// <summary>One case by name, always as it is now; null also for a case this person may not see by name.</summary>
    public ValueTask<VoortgangRegel?> FindAsync(string zaak, Rechten wie, DateTimeOffset now, CancellationToken cancellationToken) =>
        FindAsync(zaak, kring => wie.Heeft(Recht.Staat, kring), now, cancellationToken);

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
    public static string? PeriodeVan(IEnumerable<VoortgangRegel> regels, DateOnly day) =>
        regels.Where(r => r.Opening.AddDays(-7) <= day && day <= r.StageTot).CountBy(r => r.Periode)
            .OrderByDescending(p => p.Value).Select(p => p.Key).FirstOrDefault();

    private sealed record Gelezen((string Jaar, string Register, DateOnly Today) Of, long At, long Wijzigingen, bool WasLong, IReadOnlyList<VoortgangRegel> Regels);
}
