using System.Globalization;
using Isop.Core.Bezorging;
using Isop.Core.Register;
using Isop.Core.Storage;

namespace Isop.Core.Meldingen;

/// <summary>The bureau's list: one partition, open ones as "open:{id}", answered ones as "klaar:{id}", oldest first.</summary>
public sealed class MeldingStore(IDocumentStore store, Outbox outbox)
{
    public const string AnswerKind = "melding.antwoord";
    public const int LongestText = 2000;

    private const string OpenPrefix = "open:";
    private const string DonePrefix = "klaar:";

    private static readonly Partition All = new("meldingen", "bureau");

    /// <summary>
    /// Adds a melding; the same person saying the same about the same case from a card of the same minute is one melding, however
    /// often and whenever its button is pressed. Answers the melding as it stands.
    /// </summary>
    /// <param name="van">Who says it.</param>
    /// <param name="case">The case it is about, when there is one.</param>
    /// <param name="tekst">At most <see cref="LongestText"/> characters.</param>
    /// <param name="now">The moment it is said.</param>
    /// <param name="ct">Cancels.</param>
    /// <param name="card">When the card was made from which it is sent; without a card this moment.</param>
    public async ValueTask<Melding> AddAsync(
        PersonId van, string? @case, string tekst, DateTimeOffset now, CancellationToken ct, DateTimeOffset? card = null)
    {
        var melding = new Melding
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"{(card ?? now).UtcDateTime:yyyyMMddHHmm}{van}{StableHash.Of(@case + tekst):x8}"),
            Van = van,
            Case = @case,
            Tekst = tekst,
            Op = now,
        };
        if (await FindAsync(melding.Id, ct) is { } there)
        {
            return there;
        }

        await store.CommitAsync(All, [Documents.Add(OpenPrefix + melding.Id, melding, CoreJson.Default.Melding)], ct);
        return melding;
    }

    public IAsyncEnumerable<(string Row, Stored<Melding> Document)> OpenAsync(CancellationToken ct) =>
        store.ReadRangeAsync(All, RowRange.Prefix(OpenPrefix), CoreJson.Default.Melding, ct);

    /// <summary>The answered ones that came in since a moment, oldest first.</summary>
    public IAsyncEnumerable<(string Row, Stored<Melding> Document)> AnsweredAsync(DateTimeOffset since, CancellationToken ct)
    {
        var from = string.Create(CultureInfo.InvariantCulture, $"{DonePrefix}{since.UtcDateTime:yyyyMMddHHmm}");
        return store.ReadRangeAsync(All, RowRange.Prefix(DonePrefix) with { From = from }, CoreJson.Default.Melding, ct);
    }

    public async ValueTask<Melding?> FindAsync(string id, CancellationToken ct) =>
        (await store.ReadAsync(All, DonePrefix + id, CoreJson.Default.Melding, ct)
            ?? await store.ReadAsync(All, OpenPrefix + id, CoreJson.Default.Melding, ct))?.Value;

    /// <summary>Answers a melding and sends the answer; false when it was answered before or does not exist.</summary>
    public async ValueTask<bool> AnswerAsync(string id, string tekst, string door, DateTimeOffset now, CancellationToken ct)
    {
        if (await store.ReadAsync(All, OpenPrefix + id, CoreJson.Default.Melding, ct) is not { } open)
        {
            return false;
        }

        var answered = open.Value with { Antwoord = new BureauAntwoord(tekst, door, now) };
        Write[] writes = [new Write.Delete(OpenPrefix + id, open.Version), Documents.Add(DonePrefix + id, answered, CoreJson.Default.Melding)];
        var intent = new BezorgIntent { Due = now, Person = answered.Van, Kind = AnswerKind, Case = id, Occasion = "antwoord", Urgency = Urgency.Direct };
        return await outbox.CommitAsync(All, writes, [intent], ct) is CommitResult.Committed;
    }
}
