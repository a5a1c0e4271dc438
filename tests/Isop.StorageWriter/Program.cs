using System.Globalization;
using System.Text;
using Isop.Core.Storage;

// A process for the storage tests to share a file with, or to kill.
//   add CONNECTION        adds pairs of rows from 8 callers without end; prints "PAIR ok" once it is committed
//   count CONNECTION N    raises the counter N times, from 8 callers, and prints "done"
var partition = new Partition("process", "p");
await using var store = new SqliteStore(args[1]);
await (args[0] switch
{
    "add" => Task.WhenAll(Enumerable.Range(0, 8).Select(AddWithoutEndAsync)),
    "count" => CountAsync(int.Parse(args[2], CultureInfo.InvariantCulture)),
    _ => throw new ArgumentException(args[0]),
});

async Task AddWithoutEndAsync(int caller)
{
    var body = Encoding.UTF8.GetBytes(new string('x', 3_000));
    var run = Guid.NewGuid().ToString("N");
    for (var i = 0; ; i++)
    {
        var pair = $"{run}:{i}";
        var result = await store.CommitAsync(partition, [new Write.Add(pair + ":a", body), new Write.Add(pair + ":b", body)], default);
        if (result is not CommitResult.Committed)
        {
            throw new InvalidOperationException($"Caller {caller}: {result}");
        }

        Console.WriteLine($"{pair} ok");
    }
}

async Task CountAsync(int times)
{
    await Task.WhenAll(Enumerable.Range(0, 8).Select(async caller =>
    {
        for (var i = caller; i < times; i += 8)
        {
            await RaiseAsync();
        }
    }));
    Console.WriteLine("done");
}

async Task RaiseAsync()
{
    CommitResult result;
    do
    {
        var was = await store.FindAsync(partition, "teller", default) ?? throw new InvalidOperationException("There is no counter.");
        var next = int.Parse(Encoding.UTF8.GetString(was.Body.Span), CultureInfo.InvariantCulture) + 1;
        result = await store.CommitAsync(partition, [new Write.Replace("teller", Encoding.UTF8.GetBytes($"{next}"), was.Version)], default);
    }
    while (result is CommitResult.Conflict);
}
