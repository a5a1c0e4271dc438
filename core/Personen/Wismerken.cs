using Isop.Core.Register;
using Isop.Core.Storage;

namespace Isop.Core.Personen;

/// <summary>The marks of who was erased: table "gewist", one partition, a row per mark.</summary>
public sealed class Wismerken(IDocumentStore store)
{
    private static readonly Partition Alle = new("gewist", "alle");

    public async ValueTask<IReadOnlyList<Wismerk>> AllAsync(CancellationToken cancellationToken) =>
        [.. await store.ReadRangeAsync(Alle, RowRange.All, CoreJson.Default.Wismerk, cancellationToken).Select(m => m.Document.Value).ToListAsync(cancellationToken)];

    /// <summary>The mark of who had this address; one that is not finished first.</summary>
    public async ValueTask<Wismerk?> FindAsync(string adres, CancellationToken cancellationToken) =>
        (await AllAsync(cancellationToken)).Where(m => m.IsVan(adres)).MaxBy(m => (m.Bezig is not null, m.Op));

    /// <summary>Who comes into the register with this version though he or she was erased.</summary>
    public async ValueTask<IReadOnlyList<GewistInBestand>> BackInAsync(RegisterSnapshot was, RegisterSnapshot becomes, CancellationToken cancellationToken)
    {
        var marks = await AllAsync(cancellationToken);
        return marks.Count == 0 ? [] :
        [
            .. from person in becomes.Data.Personen
               where person.Beeindigd is null && was.Find(person.Id) is null
               let mark = marks.FirstOrDefault(m => m.IsVan(person, becomes.FindStudent(person.Id)))
               where mark is not null
               select new GewistInBestand(person.Naam, person.Email, mark.Op),
        ];
    }

    /// <summary>Keeps a mark as it is now; the same one again is no conflict.</summary>
    public async ValueTask SaveAsync(Wismerk mark, CancellationToken cancellationToken)
    {
        CommitResult result;
        do
        {
            var was = await store.ReadAsync(Alle, mark.Id, CoreJson.Default.Wismerk, cancellationToken);
            result = await store.CommitAsync(Alle, [Documents.Save(mark.Id, mark, was, CoreJson.Default.Wismerk)], cancellationToken);
        }
        while (result is CommitResult.Conflict);
    }
}

/// <summary>Somebody in a file who was erased; the file's own words for the person.</summary>
public sealed record GewistInBestand(string Naam, string Email, DateTimeOffset GewistOp);
