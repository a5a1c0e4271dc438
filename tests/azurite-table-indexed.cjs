// Azurite's table service for large benchmarks. Its own finds walk every entity of a table for a range, and every entity with the same
// row key for a point read, so that its time grows with the table; Table Storage's does not. Here both begin with the partition.
const Loki = require('lokijs');
const collection = new Loki('', { adapter: new Loki.LokiMemoryAdapter() }).addCollection('any').constructor.prototype;
const store = require('azurite/dist/src/table/persistence/LokiTableMetadataStore.js').default.prototype;

const findOne = collection.findOne;
collection.findOne = function (query) {
  return query?.PartitionKey === undefined || query.RowKey === undefined
    ? findOne.call(this, query)
    : this.chain().find({ PartitionKey: query.PartitionKey }).where((entity) => entity.RowKey === query.RowKey).data()[0] ?? null;
};

const [query, entities] = [store.queryTableEntities, store.getEntityCollection];
store.queryTableEntities = function (context, account, table, options, ...next) {
  const partition = /^\(*PartitionKey eq '((?:[^']|'')*)'/.exec(options.filter ?? '')?.[1].replaceAll("''", "'");
  if (partition === undefined) {
    throw new Error(`A query without a partition: ${options.filter}`);
  }

  // The query takes the collection before it waits for anything, so the narrowed one is seen by nobody else.
  this.getEntityCollection = (...of) => ({ chain: () => entities.apply(this, of).chain().find({ PartitionKey: partition }) });
  try {
    return query.call(this, context, account, table, options, ...next);
  } finally {
    delete this.getEntityCollection;
  }
};

require('./azurite-table.cjs');
