using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Isop.Core.Storage;
using Microsoft.Extensions.Options;

namespace Isop.Core.Certificaten.Badges;

/// <summary>
/// Which certificates were revoked, for machines: one list for a study year, and another when that is full. Table "statuslijsten", a
/// partition per list: "plek:{index}" is taken by a certificate, "nummer:{nummer}" says which place it has, "gezet:{index}" is revoked,
/// and "lijst" is what is published. A published list tells nothing of whom: the places are drawn at random.
/// </summary>
public sealed class Statuslijsten(IDocumentStore store, Ondertekening ondertekening, IOptions<CertificaatOptions> options, TimeProvider clock)
{
    internal const string Table = "statuslijsten";

    /// <summary>How long who checks may go on with what was fetched.</summary>
    public static readonly TimeSpan Houdbaar = TimeSpan.FromMinutes(5);

    private const string Row = "lijst";
    private const string Places = "plek:";
    private const string Numbers = "nummer:";
    private const string Marks = "gezet:";

    /// <summary>A list is left for the next about when half of it is taken: eight in a row are seldom taken before.</summary>
    private const int Tries = 8;

    private const int LongestName = 40;

    /// <summary>Draws a place.</summary>
    internal Func<int> Trek { get; init; } = () => RandomNumberGenerator.GetInt32(Statusbits.Plaatsen);

    /// <summary>A place for this certificate on a list of its study year; the same one when it is asked again.</summary>
    /// <exception cref="InvalidOperationException">There is no key; see <see cref="Ondertekening.Ontbreekt"/>.</exception>
    public async ValueTask<Statusplek> NeemPlekAsync(string studiejaar, Certificaatnummer nummer, CancellationToken ct)
    {
        for (var volgnummer = 1; ; volgnummer++)
        {
            var lijst = volgnummer == 1 ? studiejaar : FormattableString.Invariant($"{studiejaar}.{volgnummer}");
            if (await TakeAsync(lijst, nummer, ct) is { } index)
            {
                return new Statusplek(lijst, index);
            }
        }
    }

    /// <summary>Marks a place as revoked and publishes its list anew. Again is as good as once.</summary>
    public async ValueTask ZetAsync(Statusplek plek, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(plek.Index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(plek.Index, Statusbits.Plaatsen);
        var mark = Documents.Add(Marks + Key(plek.Index), new Statusplaats(plek.Index), CoreJson.Default.Statusplaats);
        await store.CommitAsync(PartitionOf(plek.Lijst), [mark], ct);
        await PublishAsync(plek.Lijst, list => list.Gezet.Contains(plek.Index), ct);
    }

    /// <summary>What is published, as a compact JWS; null for a list that there is not.</summary>
    public async ValueTask<string?> LeesAsync(string lijst, CancellationToken ct) =>
        lijst.Length is 0 or > LongestName ? null : (await ReadAsync(lijst, ct))?.Value.Jwt;

    /// <summary>Whether a place is published as revoked.</summary>
    public async ValueTask<bool> IsGezetAsync(Statusplek plek, CancellationToken ct) => (await ReadAsync(plek.Lijst, ct))?.Value.Gezet.Contains(plek.Index) == true;

    /// <summary>Null when every place that was drawn is taken.</summary>
    private async ValueTask<int?> TakeAsync(string lijst, Certificaatnummer nummer, CancellationToken ct)
    {
        // Before its first certificate names it.
        await PublishAsync(lijst, _ => true, ct);
        var mine = Numbers + nummer;
        for (var tried = 0; tried < Tries; tried++)
        {
            if (await store.ReadAsync(PartitionOf(lijst), mine, CoreJson.Default.Statusplaats, ct) is { } had)
            {
                return had.Value.Index;
            }

            var place = new Statusplaats(Trek());
            Write[] writes = [Documents.Add(Places + Key(place.Index), place, CoreJson.Default.Statusplaats), Documents.Add(mine, place, CoreJson.Default.Statusplaats)];
            if (await store.CommitAsync(PartitionOf(lijst), writes, ct) is CommitResult.Committed)
            {
                return place.Index;
            }
        }

        return null;
    }

    /// <summary>
    /// Publishes unless what is published will do. The marks are read after the list that they replace, and it is replaced only unchanged:
    /// so of two at once the last one has the marks of both.
    /// </summary>
    private async ValueTask PublishAsync(string lijst, Func<Statuslijst, bool> suffices, CancellationToken ct)
    {
        while (true)
        {
            var was = await ReadAsync(lijst, ct);
            if (was is not null && suffices(was.Value))
            {
                return;
            }

            List<int> marks = [];
            await foreach (var (_, mark) in store.ReadRangeAsync(PartitionOf(lijst), RowRange.Prefix(Marks), CoreJson.Default.Statusplaats, ct))
            {
                marks.Add(mark.Value.Index);
            }

            var list = new Statuslijst(await SignAsync(lijst, marks, ct), marks);
            await store.CommitAsync(PartitionOf(lijst), [Documents.Save(Row, list, was, CoreJson.Default.Statuslijst)], ct);
        }
    }

    /// <summary>
    /// Without an end: the process that serves it cannot sign, and a clock that stands still must not make every certificate doubtful. How
    /// fresh it is, whoever checks knows from where he fetched it.
    /// </summary>
    private ValueTask<string> SignAsync(string lijst, IReadOnlyList<int> marks, CancellationToken ct)
    {
        var (adressen, now) = (new Badgeadressen(options.Value.PublicUrl), clock.GetUtcNow());
        var (id, uitgever) = (adressen.Status(lijst).AbsoluteUri, adressen.Uitgever.AbsoluteUri);
        var bewijs = new Statuslijstbewijs
        {
            Id = id,
            Issuer = uitgever,
            ValidFrom = Badgemaker.Moment(now),
            CredentialSubject = new Statuslijstinhoud($"{id}#list", Statusbits.Verpak(Statusbits.Met(marks)), (long)Houdbaar.TotalMilliseconds),
            Iss = uitgever,
            Jti = id,
            Sub = $"{id}#list",
            Iat = now.ToUnixTimeSeconds(),
        };
        return ondertekening.TekenAsync("vc+jwt", JsonSerializer.SerializeToUtf8Bytes(bewijs, CoreJson.Default.Statuslijstbewijs), adressen, ct);
    }

    private ValueTask<Stored<Statuslijst>?> ReadAsync(string lijst, CancellationToken ct) =>
        store.ReadAsync(PartitionOf(lijst), Row, CoreJson.Default.Statuslijst, ct);

    private static string Key(int index) => index.ToString("D6", CultureInfo.InvariantCulture);

    private static Partition PartitionOf(string lijst) => new(Table, lijst);
}

/// <summary>A list as it is published.</summary>
/// <param name="Jwt">The signed list.</param>
/// <param name="Gezet">Which places it says are revoked.</param>
public sealed record Statuslijst(string Jwt, IReadOnlyList<int> Gezet);

/// <summary>A place that is taken, or marked.</summary>
public sealed record Statusplaats(int Index);
