// Joins the three members of docker-compose.yml to a replica set, and makes the users of the services. mongosh runs it at
// each start of the containers: what is there already stays as it is.
const fs = require('fs');
const secret = name => fs.readFileSync('/run/secrets/' + name, 'utf8').trim();
const options = 'tls=true&tlsCAFile=/certificates/ca.crt&tlsCertificateKeyFile=/certificates/tls.pem&authSource=admin&serverSelectionTimeoutMS=60000';
const admin = 'admin:' + encodeURIComponent(secret('mongo-admin-password'));

const first = connect(`mongodb://${admin}@mongo-1:27017/admin?directConnection=true&${options}`);
try {
  first.adminCommand({replSetGetStatus: 1});
} catch (notYet) {
  if (notYet.codeName !== 'NotYetInitialized') throw notYet;
  first.adminCommand({replSetInitiate: {_id: 'rs0', members: [1, 2, 3].map(n => ({_id: n, host: `mongo-${n}:27017`, priority: n === 1 ? 2 : 1}))}});
}

// Finds the primary, and waits for its election.
const set = connect(`mongodb://${admin}@mongo-1:27017,mongo-2:27017,mongo-3:27017/admin?replicaSet=rs0&${options}`);

// Those of the notifications alone may be read by the service that has nothing else of the platform.
const users = {
  orderflow: {pwd: secret('mongo-password'), databases: ['orderflow', 'orderflow_checkpoints', 'orderflow_gateway']},
  notification: {pwd: secret('mongo-notification-password'), databases: ['orderflow_notification']},
};
for (const [user, {pwd, databases}] of Object.entries(users)) {
  if (set.getUser(user) === null) {
    set.createUser({user, pwd, roles: databases.map(db => ({role: 'readWrite', db}))});
  }
}
