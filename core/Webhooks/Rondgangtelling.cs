namespace Isop.Core.Webhooks;

/// <summary>
/// How often one receiver was told of one case in the last hour: a flow that brings about what it is told of goes round without end. Kept by
/// who delivers, for as long as that lasts; a circle that outlives it is found within the next hour.
/// </summary>
public sealed class Rondgangtelling
{
    private const int Opruimen = 1000;

    private readonly Dictionary<string, Queue<DateTimeOffset>> _zaken = [];

    /// <summary>Counts a delivery; whether that is one too many.</summary>
    public bool IsTeVaak(string zaak, DateTimeOffset now)
    {
        if (_zaken.Count >= Opruimen && !_zaken.ContainsKey(zaak))
        {
            foreach (var (old, _) in _zaken.Where(z => z.Value.All(op => now - op >= Afleverregels.Rondgang)).ToList())
            {
                _zaken.Remove(old);
            }
        }

        if (!_zaken.TryGetValue(zaak, out var keren))
        {
            _zaken.Add(zaak, keren = new Queue<DateTimeOffset>());
        }

        while (keren.TryPeek(out var eerste) && now - eerste >= Afleverregels.Rondgang)
        {
            keren.Dequeue();
        }

        keren.Enqueue(now);
        return keren.Count > Afleverregels.MeestePerZaak;
    }
}
