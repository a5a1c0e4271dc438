// Azurite's table service for large benchmarks. Its own finds walk every entity of a table for a range, and every entity with the same
// row key for a point read, and each change walks an index: its time for one call grows with the table, as that of Table Storage does not.
// Here entities are found through a map per partition. What is stored, checked and answered is Azurite's own.
const Loki = require('lokijs');
const store = require('azurite/dist/src/table/persistence/LokiTableMetadataStore.js').default.prototype;

const addCollection = Loki.prototype.addCollection;
Loki.prototype.addCollection = function (name, options) {
  if (!options?.indices?.includes('PartitionKey')) {
    return addCollection.call(this, name, options);
  }

  const collection = addCollection.call(this, name, { ...options, indices: [] });
  const partitions = new Map();
  collection.entitiesOf = (partition) => [...(partitions.get(partition)?.values() ?? [])];
  const put = (entity) => {
    if (!partitions.has(entity.PartitionKey)) {
      partitions.set(entity.PartitionKey, new Map());
    }

    partitions.get(entity.PartitionKey).set(entity.RowKey, entity);
  };
  collection.on('insert', put);
  collection.on('update', put);
  collection.on('delete', (entity) => {
    const rows = partitions.get(entity.PartitionKey);
    rows?.delete(entity.RowKey);
    if (rows?.size === 0) {
      partitions.delete(entity.PartitionKey);
    }
  });
  collection.findOne = ({ PartitionKey, RowKey }) => partitions.get(PartitionKey)?.get(RowKey) ?? null;
  return collection;
};

// What Azurite does with the entities that it walks, done with those of one partition.
const found = (entities) => ({
  where: (holds) => found(entities.filter(holds)),
  sort: (compare) => found(entities.sort(compare)),
  limit: (most) => found(entities.slice(0, most)),
  data: () => entities,
});

const [query, collectionOf] = [store.queryTableEntities, store.getEntityCollection];
store.queryTableEntities = function (context, account, table, options, ...next) {
  const partition = /^\(*PartitionKey eq '((?:[^']|'')*)'/.exec(options.filter ?? '')?.[1].replaceAll("''", "'");
  if (partition === undefined) {
    throw new Error(`A query without a partition: ${options.filter}`);
  }

  // The query takes the collection before it waits for anything, so the narrowed one is seen by nobody else.
  this.getEntityCollection = (...of) => ({ chain: () => found(collectionOf.apply(this, of).entitiesOf(partition)) });
  try {
    return query.call(this, context, account, table, options, ...next);
  } finally {
    delete this.getEntityCollection;
  }
};

require('./azurite-table.cjs');
