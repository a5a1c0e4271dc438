using System.Xml.Linq;
using Isop.Core.Storage;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Isop.Bot.Sleutels;

/// <summary>
/// The keys by which pages recognise their own forms and sign-ins, kept in the store so that every instance has the same: table
/// "sleutels", one row per key. Nothing is ever removed: an old key still opens what was made with it.
/// </summary>
internal sealed class KeyRing(IDocumentStore store) : IXmlRepository
{
    private static readonly Partition Ring = new("sleutels", "pagina");

    public IReadOnlyCollection<XElement> GetAllElements() => Wait(async () =>
    {
        var elements = new List<XElement>();
        await foreach (var (_, document) in store.ReadRangeAsync(Ring, RowRange.All, BotJson.Default.Sleutel, CancellationToken.None))
        {
            elements.Add(XElement.Parse(document.Value.Xml));
        }

        return elements;
    });

    public void StoreElement(XElement element, string friendlyName) => Wait(async () =>
    {
        var row = friendlyName is { Length: > 0 } ? friendlyName : Guid.NewGuid().ToString("N");
        var key = new Sleutel(element.ToString(SaveOptions.DisableFormatting));
        CommitResult result;
        do
        {
            var was = await store.ReadAsync(Ring, row, BotJson.Default.Sleutel, CancellationToken.None);
            result = await store.CommitAsync(Ring, [Documents.Save(row, key, was, BotJson.Default.Sleutel)], CancellationToken.None);
        }
        while (result is CommitResult.Conflict);
        return true;
    });

    // The ring is asked synchronously, at the start and every few months; away from the caller's context it cannot lock up.
    internal static T Wait<T>(Func<Task<T>> work) => Task.Run(work).GetAwaiter().GetResult();
}

/// <summary>One key, as its XML; wrapped where a vault is set up.</summary>
internal sealed record Sleutel(string Xml);
